"""The bench of builds: what a command costs, the order of builders, and the ratios it prints."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from scripts.bench import main as benches
from scripts.benches.build import _alternating, _figures, _table
from scripts.benches.corpus import Corpus
from scripts.benches.peers.measure import Cost, FailedError, middle, run, size_of
from scripts.benches.peers.peer import Builder, made_up

HELD = "import time; held = bytearray(60_000_000); time.sleep(0.4)"


def test_memory_is_that_of_a_process_and_all_it_started(tmp_path: Path) -> None:
    cost = run(
        [sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {HELD!r}])"], tmp_path
    )
    assert cost.peak_mb > 60
    assert cost.cpu_s > 0


def test_a_command_that_fails_says_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(FailedError, match="no such thing"):
        run([sys.executable, "-c", "raise SystemExit('no such thing')"], tmp_path)


def test_bytes_and_files_are_those_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b").write_bytes(b"123")
    (tmp_path / "c").write_bytes(b"45")
    assert size_of(tmp_path) == (5, 2)


def test_each_figure_is_its_own_median() -> None:
    assert middle([Cost(1, 9, 5), Cost(3, 7, 4), Cost(2, 8, 6, 10, 1)]) == Cost(2, 8, 5, 10, 1)


def test_every_second_round_is_the_other_way_round_and_pagefind_follows_hugo() -> None:
    builders = [_builder(name) for name in ("khizana", "empty", "hugo", "pagefind", "stock")]
    orders = [[one.name for one in _alternating(builders, number)] for number in (0, 1)]
    assert orders == [
        ["khizana", "empty", "hugo", "pagefind", "stock"],
        ["stock", "hugo", "pagefind", "empty", "khizana"],
    ]


def _builder(name: str) -> Builder:
    return Builder(name, Path(), [], Path(), [], lambda number: None, {})


def test_ratios_are_ours_over_theirs() -> None:
    costs = {
        "khizana": {"cold": [Cost(10, 18, 100)], "one_changed": [Cost(2.5, 2, 90)]},
        "empty": {"cold": [Cost(1, 1, 40)]},
        "hugo": {"cold": [Cost(15, 30, 200)]},
        "pagefind": {"cold": [Cost(25, 30, 300)]},
        "stock": {"cold": [Cost(50, 50, 400)]},
    }
    figures = _figures(made_up(Corpus(7, 3, 2)), 1, costs)
    assert figures["ratio_cold_hugo_pagefind"] == 0.25
    assert figures["ratio_cold_cpu_hugo_pagefind"] == 0.3
    assert figures["ratio_cold_stock"] == 0.2
    assert figures["one_changed_over_empty_s"] == 1.5
    assert figures["hugo_pagefind"]["cold"]["peak_mb"] == 300
    assert "| khizana | cold | 10 | 18 | 100 | 0 | 0 |" in list(_table(figures))


def test_every_bench_is_a_command() -> None:
    """Help asks each module for its command: one without, which belongs in a folder below, would end it."""
    shown = CliRunner().invoke(benches, ["--help"])
    assert shown.exit_code == 0, shown.output
    assert all(name in shown.output for name in ("build", "search", "stages"))
