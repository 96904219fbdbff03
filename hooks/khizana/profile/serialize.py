"""Profile trees to safe HTML: known tags, known attributes, checked addresses; the rest is escaped text.

This is the last step before the page, so it holds whatever the parser was talked into.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from types import MappingProxyType
from xml.etree.ElementTree import Element

_TAGS = {"h2", "h3", "p", "ul", "ol", "li", "blockquote", "em", "strong", "sup", "br", "hr", "div"}
_VOID = {"br", "hr"}
_PICTURE = "صورة"
_ATTRIBUTES = {
    "id": re.compile(r"[\w:.\-]+"),
    "start": re.compile(r"[0-9]{1,6}"),
    "class": re.compile(r"footnote|footnote-ref|footnote-backref"),
}
_SCHEMES = ("http://", "https://", "mailto:")
_SCHEME = re.compile(r"[^/?#]*:")
_FORBIDDEN_IN_ADDRESS = re.compile(r"[\x00-\x20\x7f-\x9f\\\u2028\u2029]")
# A run that starts and ends with a Latin letter or digit and holds at least one letter: `F-16`, `BBC News`.
_LATIN = re.compile(
    r"(?=[0-9.\-]{0,12}[A-Za-z\u00c0-\u024f])[A-Za-z0-9\u00c0-\u024f]"
    r"(?:[A-Za-z0-9\u00c0-\u024f .,'’&/:@_+\-]{0,200}[A-Za-z0-9\u00c0-\u024f])?"
)
_SPECIAL = re.compile("[&<>\"']")
_LATIN_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f]")


@dataclass(frozen=True, order=True)
class Link:
    """A link over `text[start:end]` of a block; drawn only where it lies in one run of plain text."""

    start: int
    end: int
    href: str


Resolve = Callable[[str], str | None]


def safe_address(address: str) -> str | None:
    """The address if its scheme is http, https or mailto or it is relative to the page; else None."""
    address = address.strip()
    if _FORBIDDEN_IN_ADDRESS.search(address) or address.startswith("/"):
        return None
    if _SCHEME.match(address) and not address.lower().startswith(_SCHEMES):
        return None
    return address


def to_html(
    element: Element,
    *,
    links: Iterable[Link] = (),
    resolve: Resolve = lambda address: address,
    ids: Mapping[Element, str] = MappingProxyType({}),
) -> str:
    """The element as HTML, with `links` drawn in and the addresses in its own links passed through `resolve`.

    `resolve` gets a safe address and gives the one to publish, or None to leave the words unlinked.
    `ids` gives elements an id of ours in place of their own.
    """
    writer = _Writer(sorted(links), resolve, ids)
    writer.element(element)
    return "".join(writer.pieces)


def isolate(text: str) -> str:
    """Text as HTML, each Latin run in its own `<bdi>` so that it cannot disturb the Arabic around it."""
    if not _LATIN_LETTER.search(text):
        return escape(text) if _SPECIAL.search(text) else text
    pieces, end = [], 0
    for run in _LATIN.finditer(text):
        pieces += [escape(text[end : run.start()]), f'<bdi dir="ltr">{escape(run.group())}</bdi>']
        end = run.end()
    return "".join((*pieces, escape(text[end:])))


class _Writer:
    def __init__(self, links: list[Link], resolve: Resolve, ids: Mapping[Element, str]) -> None:
        self.pieces: list[str] = []
        self.links = links
        self.resolve = resolve
        self.ids = ids
        self.position = 0

    def element(self, element: Element, *, linked: bool = False) -> None:
        opening, closing = self._frame(element)
        linked = linked or opening.startswith("<a ")
        self.pieces.append(opening)
        self._text(element.text, linked)
        for child in element:
            self.element(child, linked=linked)
            self._text(child.tail, linked)
        self.pieces.append(closing)

    def _frame(self, element: Element) -> tuple[str, str]:
        tag = element.tag
        if tag == "a":
            return self._anchor(element)
        if tag == "img":
            return self._image(element), ""
        if tag not in _TAGS:
            return "", ""
        attributes = _attributes(element, self.ids.get(element, ""))
        return f"<{tag}{attributes}>", "" if tag in _VOID else f"</{tag}>"

    def _anchor(self, element: Element) -> tuple[str, str]:
        written = element.get("href", "")
        footnote = element.get("class", "").startswith("footnote") and written.startswith("#fn")
        href = written if footnote else self._address(written)
        if href is None:
            return "", ""
        outside = ' rel="noopener nofollow"' if href.lower().startswith(_SCHEMES[:2]) else ""
        return f'<a href="{escape(href)}"{_attributes(element)}{outside}>', "</a>"

    def _image(self, element: Element) -> str:
        """Own pictures are shown; one elsewhere would be a request to another host, so it is only linked."""
        address, alt = self._address(element.get("src", "")), isolate(element.get("alt", ""))
        if address is None:
            return alt
        if address.lower().startswith(_SCHEMES):
            named = alt if alt.startswith(_PICTURE) else f"{_PICTURE}: {alt}" if alt else _PICTURE
            return f'<a href="{escape(address)}" rel="noopener nofollow">{named}</a>'
        return f'<img src="{escape(address)}" alt="{escape(element.get("alt", ""))}" loading="lazy">'

    def _address(self, written: str) -> str | None:
        safe = safe_address(written)
        return safe if safe is None else self.resolve(safe)

    def _text(self, text: str | None, linked: bool) -> None:
        if not text:
            return
        start, end = self.position, self.position + len(text)
        self.position, done = end, start
        while self.links and self.links[0].start < end:
            link = self.links.pop(0)
            if linked or link.start < done or link.end > end:
                continue
            words = isolate(text[link.start - start : link.end - start])
            self.pieces.append(isolate(text[done - start : link.start - start]))
            self.pieces.append(f'<a class="mention" href="{escape(link.href)}">{words}</a>')
            done = link.end
        self.pieces.append(isolate(text[done - start :]))


def _attributes(element: Element, id: str = "") -> str:
    wanted = {**{name: element.get(name, "") for name in _ATTRIBUTES}, **({"id": id} if id else {})}
    return "".join(
        f' {name}="{escape(value)}"' for name, value in wanted.items() if value and _ATTRIBUTES[name].fullmatch(value)
    )
