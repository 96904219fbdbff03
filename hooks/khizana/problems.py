"""Problems an editor can act on: where, and what to do.

Every error the library raises on purpose carries one or more of these, so that a command can print
`path:line: message` and never a traceback.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong: `line` counts from 1, or is 0 where the whole file is meant."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else f"{self.path}"
        return _on_one_line(f"{place}: {self.message}")


def _on_one_line(text: str) -> str:
    """The text with what no terminal should be given, such as a line break in a file's name, as escapes."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


class ProblemError(Exception):
    """Raised where work cannot go on; carries every problem found, never none."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
