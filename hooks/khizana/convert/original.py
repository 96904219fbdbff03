"""One captured article before conversion, with what its markup says of its lines, and the file it came in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from khizana.problems import Problem, ProblemError
from khizana.profile import Mark

LARGEST = 64 * 1024 * 1024
HintRole = Literal["outside", "heading", "item", "quote", "caption", "title", "date", "byline", "paragraph"]


@dataclass(frozen=True)
class Hint:
    """What the markup of a capture says of one line. `level` is a heading's, 2 or 3; `skip` characters are its mark.

    `rule` names what said so; for a line that is removed, and for a mark, the ledger and the editor read it.
    `number` is that of an item in a counted list.
    """

    role: HintRole
    level: int = 0
    rule: str = ""
    skip: int = 0
    number: int | None = None


# Of a page, what stands around the article: one block in the ledger, and no part of the text that rules may not thin.
OUTSIDE = Hint("outside", rule="outside-article")


@dataclass(frozen=True)
class Picture:
    """A picture of a capture; it stands before the line that holds the character at `place`, or at the end.

    `address` is as the capture has it for a picture that came with it, whole for one elsewhere. `data` are its bytes
    where they came with the capture, `beside` the name of the file they were in if that is a file of its own.
    `fate` says why it is not kept, if a reader could tell.
    """

    place: int
    address: str
    alt: str = ""
    data: bytes = field(default=b"", repr=False)
    beside: str = ""
    fate: str = ""


@dataclass(frozen=True)
class Original:
    """One article as it was captured, decoded but otherwise untouched, so that offsets into `text` are stable.

    A file of its own has `data`, its bytes. A record of a container has its number in `record`, counted from 1,
    and in `fields` what the container says beside the text: title, author, date, url, tags, outlet.
    `sha256` is that of the article's own bytes: the file's, or the record's in canonical JSON.
    `hints` tells by the offset a line starts at what markup said of it; `fields` are then what was weighed, and hold.
    `doubts` name what an editor should look at. `marks` are links and emphasis over stretches of `text`, `unread`
    names what a record says that no page has a place for.
    """

    path: Path
    sha256: str
    text: str
    data: bytes = b""
    record: int = 0
    fields: Mapping[str, str] = field(default_factory=dict)
    hints: Mapping[int, Hint] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    pictures: tuple[Picture, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What a message about a record begins with; nothing for a file of its own, which its path names."""
        return f"record {self.record} " if self.record else ""

    def heading_level(self, start: int) -> int:
        """The level of the heading whose line starts there, 2 where no markup says 3."""
        hint = self.hints.get(start)
        return 3 if hint and hint.level == 3 else 2


def host_of(address: str) -> str:
    """The host of an address; nothing where it has none, or none that can be told."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def check_file(path: Path) -> None:
    """Raises ProblemError where a path is no regular file that can be read."""
    if path.is_symlink() or not path.is_file():
        raise refused(path, "is not a regular file; give the file itself")


def read_bytes(path: Path, largest: int = LARGEST) -> bytes:
    """The bytes of a file that is held in memory whole. Raises ProblemError."""
    check_file(path)
    try:
        if path.stat().st_size > largest:
            raise refused(path, f"is larger than {largest >> 20} MiB; cut it into articles")
        return path.read_bytes()
    except OSError as error:
        raise refused(path, f"cannot be read ({error.strerror}); check its permissions") from None


def refused(path: Path, message: str) -> ProblemError:
    """A refusal of a whole file."""
    return ProblemError(Problem(path, 0, message))
