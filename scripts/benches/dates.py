"""Reading printed dates: how many strings of a gold file are read right, and how many false dates are found."""

from __future__ import annotations

import json
from pathlib import Path

import click

from khizana.convert.dates import find_dates


@click.command()
@click.argument("gold", type=click.Path(path_type=Path, exists=True))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def bench(gold: Path, as_json: bool) -> None:
    """Score GOLD, a JSON list of {text, iso, calendar, ambiguous}; `iso` is null for what is no date."""
    figures = measure(gold)
    click.echo(json.dumps(figures) if as_json else "\n".join(f"{key:15} {value}" for key, value in figures.items()))


def measure(gold: Path) -> dict[str, int]:
    """Of all `dates`, how many are read as the gold says (`dates_right`; no date where it says so is right too),
    and `dates_false`: texts without a date in which one was found.
    """
    cases = json.loads(gold.read_bytes())
    return {
        "dates": len(cases),
        "dates_right": sum(
            _verdict(case["text"]) == (case["iso"], case["calendar"], case["ambiguous"]) for case in cases
        ),
        "dates_false": sum(bool(find_dates(case["text"])) for case in cases if not case["iso"]),
    }


def _verdict(text: str) -> tuple[str | None, str | None, bool]:
    """The first date that is not one of updating, else the first; as the gold files write it."""
    dates = sorted(find_dates(text), key=lambda found: found.updated)
    if not dates:
        return None, None, False
    return dates[0].iso, dates[0].calendar, "day-month-ambiguous" in dates[0].flags
