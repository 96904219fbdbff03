"""Someone's own Markdown, with or without front matter.

Front matter gives the fields of the record; the body's blocks become hints, their marks go by named rules. Lines that
belong to one paragraph are joined, as Markdown joins them; links, emphasis and pictures become those of the original.
Keys of the front matter that mean nothing here are named, so that the ledger can say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from itertools import islice
from pathlib import Path

import yaml

from khizana.arabic import fold, one_line
from khizana.convert.addresses import absolute
from khizana.convert.companions import Beside, nothing_beside
from khizana.convert.lines import is_seen
from khizana.convert.original import Hint, Original, Picture
from khizana.convert.pictures import MOST
from khizana.convert.readers.encoding import checked, read_decoded
from khizana.convert.readers.inline import Words, joined, read_inline
from khizana.problems import ProblemError
from khizana.profile import Mark
from khizana.registry import Registry

_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n(?P<yaml>.{0,65536}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.S)
_NAMES = {
    "title": ("title", "العنوان"),
    "date": ("date", "published", "التاريخ"),
    "author": ("author", "authors", "الكاتب"),
    "tags": ("tags", "keywords", "categories", "الوسوم"),
    "url": ("url", "link", "canonical", "canonical_url", "source", "الرابط"),
}
_FIELDS = {fold(name): field for field, names in _NAMES.items() for name in names}
_HEADING = re.compile(r" {0,3}(?P<mark>#{1,6})[ \t]+(?=\S)")
_ITEM = re.compile(r" {0,9}[-*+][ \t]+(?=\S)")
_COUNTED = re.compile(r" {0,9}(?P<number>[0-9]{1,4})[.)][ \t]+(?=\S)")
_NUMBERED = re.compile(r" {0,9}\d{1,4}[.)][ \t]+(?=\S)")
_QUOTE = re.compile(r" {0,3}>[ \t]?(?=\S)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_LONGEST_KEY = 100
_LONGEST_HEADING = 200
_Lines = list[tuple[Words, Hint | None]]


def read_markdown(
    path: Path, registry: Registry, encoding: str = "", beside: Beside = nothing_beside
) -> Iterator[Original | ProblemError]:
    """The one article of a Markdown file; `beside` finds the pictures that came with it."""
    data, text = read_decoded(path, [encoding])
    matter = _FRONT_MATTER.match(text)
    keys = _keys(matter["yaml"]) if matter else None
    body = text[matter.end() :] if matter and keys is not None else text
    lines = list(_counted(_underlined(list(_joined(body)))))
    fields = {"title": "", **_fields(keys or [])}
    first = next((place for place, (words, _) in enumerate(lines) if is_seen(words.text)), 0)
    words, hint = lines[first] if lines else (Words(), None)
    if hint and hint.role == "heading" and not fields["title"]:
        fields["title"] = words.text[hint.skip :].strip()
        lines[first] = words, Hint("title", rule="heading-mark")
    whole = [words for words, _ in lines]
    base = fields.get("url", "")
    yield Original(
        path,
        sha256(data).hexdigest(),
        checked(path, "\n".join(words.text for words in whole)),
        data=data,
        fields=fields,
        hints=_hints(lines),
        marks=tuple(_marks(whole, base)),
        pictures=tuple(_pictures(whole, base, beside)),
        unread=tuple(dict.fromkeys(key[:_LONGEST_KEY] for key, _ in keys or [] if fold(key) not in _FIELDS)),
    )


def _keys(text: str) -> list[tuple[str, yaml.Node]] | None:
    """What front matter says, or None where it is none; its nodes are read, not built, so aliases cannot multiply."""
    try:
        node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, RecursionError):
        return None
    if not isinstance(node, yaml.MappingNode):
        return None
    return [(one_line(str(key.value)), value) for key, value in node.value if isinstance(key, yaml.ScalarNode)]


def _fields(keys: list[tuple[str, yaml.Node]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in keys:
        field = _FIELDS.get(fold(key))
        if field and (words := _words(value)):
            found.setdefault(field, words)
    return found


def _words(node: yaml.Node) -> str:
    """A scalar, or a list of them joined by commas."""
    if isinstance(node, yaml.ScalarNode):
        return "" if node.tag == "tag:yaml.org,2002:null" else " ".join(str(node.value).split())
    items = node.value if isinstance(node, yaml.SequenceNode) else []
    return "، ".join(str(item.value) for item in items if isinstance(item, yaml.ScalarNode))


def _joined(body: str) -> Iterator[tuple[Words, Hint | None]]:
    """The body's lines with their hints, those of one paragraph as one; an empty text where a blank line stood."""
    paragraph: list[str] = []
    fenced = False
    for raw in re.split(r"\r\n|[\n\r]", body):
        fenced ^= _FENCE.match(raw) is not None
        hint = None if fenced else _hint(raw)
        plain = raw.strip() and hint is None and not fenced and not _UNDERLINE.fullmatch(raw)
        if paragraph and not plain:
            yield _read(" ".join(paragraph), None)
            paragraph = []
        if plain:
            paragraph.append(raw.strip())
        elif fenced:
            yield Words(raw), hint
        else:
            yield _read(raw, hint)
    if paragraph:
        yield _read(" ".join(paragraph), None)


def _read(raw: str, hint: Hint | None) -> tuple[Words, Hint | None]:
    """A line, its sign left as it is; one that is a picture is that picture's caption."""
    skip = hint.skip if hint else 0
    words = read_inline(raw[skip:])
    if hint and not is_seen(words.text):
        hint = Hint("outside", rule=hint.rule)  # a sign before nothing
    if hint is None and words.is_picture and words.text.strip():
        hint = Hint("caption", rule="picture")
    moved = tuple(replace(mark, start=mark.start + skip, end=mark.end + skip) for mark in words.marks)
    return Words(raw[:skip] + words.text, moved, words.pictures), hint


def _hint(raw: str) -> Hint | None:
    if mark := _HEADING.match(raw):
        return Hint("heading", 2 if len(mark["mark"]) <= 2 else 3, "heading-mark", mark.end())
    if mark := _ITEM.match(raw):
        return Hint("item", rule="list-mark", skip=mark.end())
    if mark := _COUNTED.match(raw):
        return Hint("item", rule="list-mark", skip=mark.end(), number=int(mark["number"]))
    if _NUMBERED.match(raw):
        return Hint("item", rule="list-mark")
    mark = _QUOTE.match(raw)
    return Hint("quote", rule="quote-mark", skip=mark.end()) if mark else None


def _underlined(lines: _Lines) -> Iterator[tuple[Words, Hint | None]]:
    """Headings that a line of `===` or `---` underlines; the line itself goes with the heading's mark."""
    for place, (words, hint) in enumerate(lines):
        under = lines[place + 1][0].text if place + 1 < len(lines) else ""
        over, its = lines[place - 1] if place else (Words(), None)
        if words.text.strip() and hint is None and _UNDERLINE.fullmatch(under) and len(words.text) < _LONGEST_HEADING:
            yield words, Hint("heading", 2, "heading-mark")
        elif (
            _UNDERLINE.fullmatch(words.text)
            and over.text.strip()
            and its is None
            and not _UNDERLINE.fullmatch(over.text)
        ):
            yield words, Hint("outside", rule="heading-mark")
        else:
            yield words, hint


def _counted(lines: Iterable[tuple[Words, Hint | None]]) -> Iterator[tuple[Words, Hint | None]]:
    """The lines, items of a counted list counted as Markdown does: from the first one's number on."""
    last: int | None = None
    for words, hint in lines:
        if hint and hint.number is not None:
            hint = replace(hint, number=hint.number if last is None else last + 1)
            last = hint.number
        elif words.text.strip():
            last = None
        yield words, hint


def _hints(lines: _Lines) -> Mapping[int, Hint]:
    """The hints by the offset each line's visible part starts at."""
    hints: dict[int, Hint] = {}
    for (place, words), (_, hint) in zip(joined([words for words, _ in lines]), lines, strict=True):
        indent = len(words.text) - len(words.text.lstrip())
        if hint:
            hints[place + indent] = replace(hint, skip=max(0, hint.skip - indent))
    return hints


def _marks(lines: list[Words], base: str) -> Iterator[Mark]:
    for place, words in joined(lines):
        for mark in words.marks:
            href = absolute(mark.href, base) if mark.kind == "link" else ""
            if href or mark.kind != "link":
                yield Mark(mark.start + place, mark.end + place, mark.kind, href)


def _pictures(lines: list[Words], base: str, beside: Beside) -> Iterator[Picture]:
    pictures = ((place, *picture) for place, words in joined(lines) for picture in words.pictures)
    for place, address, alt in islice(pictures, MOST):
        if found := beside(address):
            yield Picture(place, address, alt, found[1], found[0])
        else:
            whole = absolute(address, base)
            yield Picture(place, whole or address, alt, fate="" if whole else "missing")
