"""What a step tells the steps after it: names and plain words, written where GitHub reads them."""

from __future__ import annotations

import os
import re
from pathlib import Path

import click

_WORD = re.compile(r"[a-z0-9_-]{1,100}")


def tell(name: str, word: str) -> None:
    """Set an output of this step to one plain word; outside of a workflow nothing happens."""
    if not _WORD.fullmatch(name) or not _WORD.fullmatch(word):
        raise ValueError(f"{name}={word!r} is no plain word")
    if path := os.environ.get("GITHUB_OUTPUT"):
        with Path(path).open("a", encoding="utf-8") as stream:
            stream.write(f"{name}={word}\n")


def say(text: str) -> None:
    """Print text of strangers into the log of a run, where no line of it is a command to the runner.

    The runner takes a line that begins with `::`, or holds `##[`, for one (actions/runner, ActionCommand).
    """
    for line in text.splitlines():
        shown = "".join(char if char.isprintable() else " " for char in line).replace("##[", "## [")
        click.echo(f"| {shown}" if shown.lstrip().startswith("::") else shown)
