"""What the check speaks in: rules, what they find, and the finding as it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from khizana.check.around import Around
    from khizana.check.changes import Change
    from khizana.check.page import Checked

Level = Literal["error", "warning", "notice"]
Language = Literal["ar", "en"]


@dataclass(frozen=True)
class Said:
    """A sentence in both languages; what stands in {braces} is filled in."""

    ar: str
    en: str

    def filled(self, values: Mapping[str, object]) -> Said:
        """The sentence with its values. What they hold is text, however it looks."""
        plain = {name: printable(str(value)) for name, value in values.items()}
        return Said(self.ar.format_map(plain), self.en.format_map(plain))


def printable(text: str) -> str:
    """The text with what no terminal should be given, such as a line break in a file's name, as escapes."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


@dataclass(frozen=True)
class Found:
    """What a rule found: line and column count from 1, the line is 0 where the whole file is meant.

    `level` is given where it is other than the rule's, `path` where it is another file than the one looked at.
    """

    line: int
    column: int
    said: Said
    values: Mapping[str, object] = field(default_factory=dict)
    level: Level | None = None
    path: str = ""


@dataclass(frozen=True, order=True)
class Finding:
    """A finding as it is told. `path` leads from the folder of the archive, with / between its parts."""

    path: str
    line: int
    column: int
    rule: str
    level: Level
    said: Said = field(compare=False)


@dataclass(frozen=True)
class Rule:
    """A rule: `about` says in a line what it asks for, `level` how much it matters.

    An error keeps a change out, a warning asks an editor to look, a notice is worth knowing.
    """

    id: str
    level: Level
    about: Said

    def told(self, path: str, found: Found) -> Finding:
        """What the rule found in the file at `path`, as it is told."""
        said = found.said.filled(found.values)
        return Finding(found.path or path, found.line, found.column, self.id, found.level or self.level, said)


@dataclass(frozen=True)
class PageRule(Rule):
    """A rule for a page that can be read. `fix` gives the page's text corrected, where that is safe."""

    find: Callable[[Checked, Around], Iterator[Found]]
    fix: Callable[[Checked], str] | None = None


@dataclass(frozen=True)
class ChangeRule(Rule):
    """A rule for a file that was added, changed or removed, whatever is in it.

    Where somebody breaks a `gate` no file is opened any more. A `late` rule asks for more than the one file, so it
    waits until the gates are passed. A rule for `strangers` holds for pull requests only.
    """

    find: Callable[[Change, Around], Iterator[Found]]
    gate: bool = False
    late: bool = False
    strangers: bool = False


@dataclass(frozen=True)
class ArchiveRule(Rule):
    """A rule for the archive as a whole; every finding names its file."""

    find: Callable[[Around], Iterator[Found]]
