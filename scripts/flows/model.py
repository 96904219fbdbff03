"""A preview: what a pull request changes for readers, as data with limits, so that it can cross from a job without
rights to one with them. What does not fit these limits is refused whole.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from msgspec import DecodeError, Meta, Struct
from msgspec.json import decode

FORMAT = 1
MOST_BYTES = 4 * 1024 * 1024
LONGEST = 2_000
Text = Annotated[str, Meta(max_length=LONGEST)]
Name = Annotated[str, Meta(max_length=400)]
Kind = Literal["added", "changed", "removed"]
Room = Literal["articles", "entities", "tags", "sources"]
Level = Literal["error", "warning", "notice"]
Count = Annotated[int, Meta(ge=0, le=10_000_000)]


class Piece(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Words that stay, go or come."""

    fate: Literal["same", "old", "new"]
    text: Text


class Field(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A key of a record with its value before and after; empty where there is none."""

    name: Name
    before: Text
    after: Text


class Passage(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """One paragraph's change in words."""

    pieces: Annotated[tuple[Piece, ...], Meta(max_length=60)]


class Change(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A changed file: `room` is its folder below docs/, `more` how many passages are not listed."""

    room: Room
    kind: Kind
    path: Name
    id: Name
    title: Text
    fields: Annotated[tuple[Field, ...], Meta(max_length=40)] = ()
    passages: Annotated[tuple[Passage, ...], Meta(max_length=30)] = ()
    more: Count = 0


class Shift(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """An entity that more or other articles name than before: how many begin to name it, how many cease to."""

    id: Name
    label: Text
    gained: Count
    lost: Count


class Finding(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """One finding of the check, as scripts/check.py gives it."""

    path: Name
    line: Count
    level: Level
    rule: Name
    message: Text


class Preview(Struct, frozen=True, forbid_unknown_fields=True):
    """All of a pull request; `total` counts the changed files, listed or not, and `other` files outside docs/."""

    format: Count
    total: Count
    changes: Annotated[tuple[Change, ...], Meta(max_length=200)] = ()
    shifts: Annotated[tuple[Shift, ...], Meta(max_length=200)] = ()
    findings: Annotated[tuple[Finding, ...], Meta(max_length=500)] = ()
    pages: Annotated[tuple[Name, ...], Meta(max_length=100)] = ()
    waiting: Annotated[tuple[Name, ...], Meta(max_length=100)] = ()
    said: Annotated[tuple[Text, ...], Meta(max_length=40)] = ()


class PreviewError(Exception):
    """Why a preview is not used."""


def read_preview(path: Path) -> Preview:
    """The preview in a file that somebody else wrote. Raises PreviewError."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size > MOST_BYTES:
        raise PreviewError("no file, or too large")
    try:
        preview = decode(path.read_bytes(), type=Preview)
    except (DecodeError, UnicodeDecodeError) as error:
        raise PreviewError(str(error)) from None
    if preview.format != FORMAT:
        raise PreviewError("of another format")
    return preview
