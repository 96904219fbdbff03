"""Someone's own Markdown, with or without front matter.

Front matter gives the fields of the record; the body's blocks become hints, their marks go by named rules. Lines that
belong to one paragraph are joined, as Markdown joins them; links and emphasis inside lines leave their text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

import yaml

from khizana.arabic import fold
from khizana.convert.original import Hint, Original
from khizana.convert.readers.encoding import checked, read_decoded
from khizana.problems import ProblemError
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
_NUMBERED = re.compile(r" {0,9}\d{1,4}[.)][ \t]+(?=\S)")
_QUOTE = re.compile(r" {0,3}>[ \t]?(?=\S)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_INLINE = (
    (re.compile(r"!\[([^\[\]]{0,500})\]\([^()\s]{0,2000}(?:[ \t]+\"[^\"]{0,200}\")?\)"), r"\1"),
    (re.compile(r"\[([^\[\]]{1,500})\]\([^()\s]{0,2000}(?:[ \t]+\"[^\"]{0,200}\")?\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)([^*_]{1,2000}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]{1,2000}?)(?<=[^\s*])\*(?![\w*])"), r"\1"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)


def read_markdown(path: Path, registry: Registry, encoding: str = "") -> Iterator[Original | ProblemError]:
    """The one article of a Markdown file."""
    data, text = read_decoded(path, [encoding])
    matter = _FRONT_MATTER.match(text)
    fields = _fields(matter["yaml"]) if matter else None
    body = text[matter.end() :] if matter and fields is not None else text
    lines = list(_underlined(list(_joined(body))))
    fields = {"title": "", **(fields or {})}
    first = next((place for place, (words, _) in enumerate(lines) if words.strip()), 0)
    words, hint = lines[first] if lines else ("", None)
    if hint and hint.role == "heading" and not fields["title"]:
        fields["title"] = words[hint.skip :].strip()
        lines[first] = words, Hint("title", rule="heading-mark")
    written, hints = _written(lines)
    digest = sha256(data).hexdigest()
    yield Original(path, digest, checked(path, written), data=data, fields=fields, hints=hints)


def _fields(text: str) -> dict[str, str] | None:
    """What front matter says, or None where it is none; its nodes are read, not built, so aliases cannot multiply."""
    try:
        node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, RecursionError):
        return None
    if not isinstance(node, yaml.MappingNode):
        return None
    found: dict[str, str] = {}
    for key, value in node.value:
        field = _FIELDS.get(fold(key.value.strip())) if isinstance(key, yaml.ScalarNode) else None
        if field and (words := _words(value)):
            found.setdefault(field, words)
    return found


def _words(node: yaml.Node) -> str:
    """A scalar, or a list of them joined by commas."""
    if isinstance(node, yaml.ScalarNode):
        return "" if node.tag == "tag:yaml.org,2002:null" else " ".join(str(node.value).split())
    items = node.value if isinstance(node, yaml.SequenceNode) else []
    return "، ".join(str(item.value) for item in items if isinstance(item, yaml.ScalarNode))


def _joined(body: str) -> Iterator[tuple[str, Hint | None]]:
    """The body's lines with their hints, those of one paragraph as one; an empty text where a blank line stood."""
    paragraph: list[str] = []
    fenced = False
    for raw in re.split(r"\r\n|[\n\r]", body):
        fenced ^= _FENCE.match(raw) is not None
        hint = None if fenced else _hint(raw)
        plain = raw.strip() and hint is None and not fenced and not _UNDERLINE.fullmatch(raw)
        if paragraph and not plain:
            yield _inline(" ".join(paragraph)), None
            paragraph = []
        if plain:
            paragraph.append(raw.strip())
        else:
            yield raw if fenced else _inline(raw), hint
    if paragraph:
        yield _inline(" ".join(paragraph)), None


def _hint(raw: str) -> Hint | None:
    if mark := _HEADING.match(raw):
        return Hint("heading", 2 if len(mark["mark"]) <= 2 else 3, "heading-mark", mark.end())
    if mark := _ITEM.match(raw):
        return Hint("item", rule="list-mark", skip=mark.end())
    if _NUMBERED.match(raw):
        return Hint("item", rule="list-mark")
    mark = _QUOTE.match(raw)
    return Hint("quote", rule="quote-mark", skip=mark.end()) if mark else None


def _inline(text: str) -> str:
    for shape, kept in _INLINE:
        text = shape.sub(kept, text)
    return text


def _underlined(lines: list[tuple[str, Hint | None]]) -> Iterator[tuple[str, Hint | None]]:
    """Headings that a line of `===` or `---` underlines; the line itself goes with the heading's mark."""
    for place, (text, hint) in enumerate(lines):
        under = lines[place + 1][0] if place + 1 < len(lines) else ""
        over = lines[place - 1] if place else ("", None)
        if text.strip() and hint is None and _UNDERLINE.fullmatch(under) and len(text) < 200:
            yield text, Hint("heading", 2, "heading-mark")
        elif _UNDERLINE.fullmatch(text) and over[0].strip() and over[1] is None and not _UNDERLINE.fullmatch(over[0]):
            yield text, Hint("outside", rule="heading-mark")
        else:
            yield text, hint


def _written(lines: list[tuple[str, Hint | None]]) -> tuple[str, Mapping[int, Hint]]:
    """The lines as one text, and the hints by the offset each line's visible part starts at."""
    hints: dict[int, Hint] = {}
    pieces: list[str] = []
    place = 0
    for text, hint in lines:
        indent = len(text) - len(text.lstrip())
        if hint:
            hints[place + indent] = Hint(hint.role, hint.level, hint.rule, max(0, hint.skip - indent))
        pieces.append(text)
        place += len(text) + 1
    return "\n".join(pieces), hints
