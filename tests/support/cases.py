"""Golden cases in text files that an editor of Arabic can read and extend."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).resolve().parent.parent / "cases"


@dataclass(frozen=True)
class Case:
    """One case of a file: its name, the text given and what must come of it."""

    name: str
    given: str
    expected: str

    def __str__(self) -> str:
        return self.name


def read_cases(name: str) -> list[Case]:
    """The cases of a file: `=== name`, the text, `---`, what must come of it. Lines before the first are notes."""
    text = (CASES / name).read_text("utf-8")
    return [_case(block) for block in text.split("\n=== ")[1:]]


def _case(block: str) -> Case:
    name, _, rest = block.partition("\n")
    given, _, expected = rest.partition("\n---\n")
    return Case(name.strip(), given.strip("\n"), expected.strip("\n"))


def read_rows(name: str) -> list[tuple[str, ...]]:
    """The rows of a file with ` | ` between their cells; empty lines and lines that begin with # are notes."""
    lines = (CASES / name).read_text("utf-8").split("\n")
    rows = (line for line in lines if line.strip() and not line.startswith("#"))
    return [tuple(cell.strip() for cell in row.split(" | ")) for row in rows]
