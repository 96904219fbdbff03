"""What a person who waits is told, and that nobody else is told anything."""

from __future__ import annotations

import pytest

from khizana.progress import Progress, is_watched, pace


def test_a_line_tells_how_much_how_fast_and_how_long() -> None:
    assert pace("articles read", 1200, 10_000, 4) == "articles read: 1,200 of 10,000, 300 a second, 29 s left"
    assert pace("files rendered", 1, 1, 0).endswith("0 s left")


def test_it_is_told_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    now, said = [100.0], list[str]()
    monkeypatch.setattr("khizana.progress.time.monotonic", lambda: now[0])
    progress = Progress(said.append, watched=True)
    for done in range(101):
        progress.tell("files rendered", done, 100)
        now[0] += 0.1
    assert [line.partition(",")[0] for line in said] == [
        f"files rendered: {done} of 100" for done in (1, 22, 43, 64, 85)
    ]


def test_a_log_is_told_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    said = list[str]()
    Progress(said.append, watched=False).tell("articles read", 1, 2)
    assert said == []
    monkeypatch.setenv("CI", "true")
    assert not is_watched()
