"""A saved page as its lines: every visible run of text in document order, cut where a browser would break the line.

The page is parsed once, by lexbor through selectolax: it follows the HTML standard, keeps what is nested thousands
deep, and its tree is walked without recursion. What is left is flat: elements by number, each with the lines
it holds, so that any question about an element is one about a range of lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from selectolax.lexbor import LexborHTMLParser, LexborNode

from khizana.ledger import visible
from khizana.profile import Mark
from khizana.profile.marks import MarkKind

# Never shown: by the style sheet of the HTML standard (15.3.1) or because a browser shows something in its place.
UNSEEN = frozenset((
    "area", "audio", "base", "basefont", "canvas", "datalist", "embed", "frame", "head", "iframe", "link", "meta",
    "noembed", "noframes", "noscript", "param", "script", "source", "style", "template", "title", "track", "video",
    "desc", "metadata", "annotation",
))  # fmt: skip
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option", "p",
    "pre", "section", "select", "summary", "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "tr", "ul",
    "search",
))  # fmt: skip
# White space as HTML collapses it (no-break spaces stay), and characters that would break a line of a text file.
_SPACE = re.compile(r"[ \t\n\r\f]+")
_BREAKS = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]+")
_EDGE = " \t\u00a0\ufeff\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_KEPT_ATTRIBUTES = ("id", "class", "itemprop", "role", "rel", "datetime", "href", "start", "colspan")
_PICTURES = frozenset(("img", "amp-img"))
_MOST_PICTURES = 2_000
# Emphasis and address of a stretch of text.
_Style = tuple[bool, bool, str]


@dataclass
class Element:
    """An element of the page; it holds `lines[first:last]`. `parent` is its number, -1 for the root."""

    tag: str
    attributes: Mapping[str, str]
    parent: int
    first: int
    last: int = 0

    @property
    def names(self) -> str:
        """What its author called it, in small letters."""
        return " ".join(self.attributes.get(name, "") for name in ("id", "class", "itemprop", "role")).lower()


@dataclass
class TextLine:
    """One line: `text` without outer white space, `block` the innermost block element it stands in.

    `linked` and `strong` count the characters of it that are links or bold; `href` is its first link. `marks` are
    its links, with addresses as the page has them, and its emphasis.
    """

    text: str
    block: int
    linked: int = 0
    strong: int = 0
    href: str = ""
    marks: tuple[Mark, ...] = ()

    @property
    def size(self) -> int:
        return len(self.text)

    @property
    def prose(self) -> int:
        """Characters that are no link."""
        return max(0, self.size - self.linked)


@dataclass
class Shown:
    """A picture in its place: before or in the line with this number, in this block element."""

    line: int
    block: int
    attributes: Mapping[str, str]


@dataclass
class Page:
    """A page: its elements in document order, its lines and its pictures."""

    elements: list[Element] = field(default_factory=list)
    lines: list[TextLine] = field(default_factory=list)
    pictures: list[Shown] = field(default_factory=list)

    def span(self, element: int) -> tuple[int, int]:
        """The lines the element holds: the first, and the one after the last."""
        return self.elements[element].first, self.elements[element].last

    def ancestors(self, element: int) -> Iterator[int]:
        """The element itself, then those around it, innermost first."""
        while element >= 0:
            yield element
            element = self.elements[element].parent


def parse(html: str) -> tuple[LexborHTMLParser, Page]:
    """The parsed document, for its metadata, and its page."""
    document = LexborHTMLParser(html)
    flattener = _Flattener()
    for opens, node in _walk(document.root):
        flattener.open(node) if opens else flattener.close(node)
    return document, flattener.page


def _walk(root: LexborNode | None) -> Iterator[tuple[bool, LexborNode]]:
    """Every node at its opening and at its closing; without recursion, which would end at a depth pages do have."""
    node, depth = root, 0
    while node is not None:
        yield True, node
        child = None if node.tag in UNSEEN else node.child
        if child is not None:
            node, depth = child, depth + 1
            continue
        yield False, node
        while node.next is None:
            if depth == 0 or node.parent is None:
                return
            node, depth = node.parent, depth - 1
            yield False, node
        node = node.next


class _Flattener:
    """Collects lines while the tree is walked."""

    def __init__(self) -> None:
        self.page = Page()
        self.path: list[int] = []
        self.pieces: list[tuple[str, _Style]] = []
        self.links: list[str] = []  # the addresses of the links that are open
        self.inked = False  # is there anything to see in the pieces?
        self.linked = self.strong = 0
        self.open_tags: Counter[str] = Counter()
        self.href = ""

    def open(self, node: LexborNode) -> None:
        """A node begins."""
        tag = node.tag or ""
        if tag == "-text":
            self._text(node.text_content or "")
        elif tag == "br":
            self._flush()
        elif tag not in UNSEEN and not tag.startswith(("-", "!")):
            self._open_element(tag, node)

    def _open_element(self, tag: str, node: LexborNode) -> None:
        if tag in _BLOCKS:
            self._flush()
        found = node.attributes
        if tag in _PICTURES and len(self.page.pictures) < _MOST_PICTURES:
            shown = {name: value or "" for name, value in found.items()}
            self.page.pictures.append(Shown(len(self.page.lines), self._block(), shown))
        attributes = {name: found[name] or "" for name in _KEPT_ATTRIBUTES if name in found} if found else {}
        self.page.elements.append(Element(tag, attributes, self.path[-1] if self.path else -1, len(self.page.lines)))
        self.path.append(len(self.page.elements) - 1)
        self.open_tags[tag] += 1
        if tag == "a":
            self.links.append(attributes.get("href", ""))
            self.href = self.href or self.links[-1]

    def close(self, node: LexborNode) -> None:
        """A node ends."""
        tag = node.tag or ""
        if tag in UNSEEN or tag == "br" or tag.startswith(("-", "!")):
            return
        if tag in _BLOCKS:
            self._flush()
        self.page.elements[self.path.pop()].last = len(self.page.lines) + self.inked
        self.open_tags[tag] -= 1
        if tag == "a":
            self.links.pop()

    def _text(self, text: str) -> None:
        if self.open_tags["pre"] or self.open_tags["textarea"]:
            first, *rest = _BREAKS.split(text)
            self._piece(first)
            for line in rest:
                self._flush()
                self._piece(line)
        else:
            self._piece(_BREAKS.sub(" ", text))

    def _piece(self, text: str) -> None:
        self.pieces.append((text, self._style()))
        size = len(text.strip())
        self.inked = self.inked or bool(visible(text))
        self.linked += size if self.open_tags["a"] else 0
        self.strong += size if self.open_tags["b"] or self.open_tags["strong"] else 0

    def _flush(self) -> None:
        """End the line, if there is anything to see on it."""
        if self.inked:
            text, marks = _collapsed(self.pieces)
            self.page.lines.append(TextLine(text, self._block(), self.linked, self.strong, self.href, marks))
        self.pieces, self.inked, self.linked, self.strong, self.href = [], False, 0, 0, ""

    def _style(self) -> _Style:
        tags = self.open_tags
        strong, slanted = tags["b"] or tags["strong"], tags["i"] or tags["em"]
        return bool(strong), bool(slanted), self.links[-1] if self.links else ""

    def _block(self) -> int:
        """The innermost open block: where the line stands."""
        elements = self.page.elements
        return next((number for number in reversed(self.path) if elements[number].tag in _BLOCKS), 0)


def _collapsed(pieces: Sequence[tuple[str, _Style]]) -> tuple[str, tuple[Mark, ...]]:
    """The pieces of a line as one text, white space in it collapsed and at its ends gone, and the marks on it."""
    texts: list[str] = []
    runs: list[tuple[int, int, _Style]] = []
    place, spaced = 0, False
    for piece, style in pieces:
        text = _SPACE.sub(" ", piece)
        text = text[1:] if spaced and text.startswith(" ") else text
        if text:
            runs.append((place, place + len(text), style))
            texts.append(text)
            place, spaced = place + len(text), text.endswith(" ")
    whole = "".join(texts)
    start = len(whole) - len(whole.lstrip(_EDGE))
    text = whole.strip(_EDGE)
    return text, tuple(_marks(((first - start, last - start, style) for first, last, style in runs), len(text)))


def _marks(runs: Iterable[tuple[int, int, _Style]], size: int) -> Iterator[Mark]:
    """A mark for each run of pieces with the same link, all bold or all slanted."""
    whole = [(max(0, first), min(size, last), style) for first, last, style in runs]
    kinds: tuple[MarkKind, ...] = ("strong", "em", "link")
    for place, kind in enumerate(kinds):
        for value, group in groupby(whole, key=lambda run: run[2][place]):
            found = [*group]
            if value and found[0][0] < found[-1][1]:
                yield Mark(found[0][0], found[-1][1], kind, value if isinstance(value, str) else "")
