"""Bodies without inline marks, read directly: most articles, at a tenth of the time Python-Markdown takes.

What is not certain to mean the same to Python-Markdown is left to it: any live mark inside a line, any line that
begins or ends with a space, any line that could begin a list or a quotation and is not plainly one. A property test
holds the two to the same trees.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_BLANK = re.compile(r"\n\n+")
# Marks of links, emphasis and images; what Python-Markdown marks its own places with; and odd white space.
_LIVE = re.compile(r"[*_\[\x02\x03\t\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]|klzzwxh")
_HEADING = re.compile(r"(?P<marks>#{2,3}) (?P<text>[^\n]+?)(?: \{#(?P<id>[^\s{}]+)\})?")
_DOUBTFUL_HEADING = re.compile(r"\{#[^\s{}]+\}$")
_STARTS = re.compile(r"\s|[+\-][ ]|[0-9]+\.|>|#|:|$")
_SPACE_AT_END = re.compile(r"\s(?:\n|\Z)")
_ITEM = re.compile(r"- (?=[^\s\-+>#:0-9])")
_QUOTED = re.compile(r"> (?=[^\s\-+>#:0-9])")


def plain_tree(body: str) -> list[Element] | None:
    """The elements of a body, or None where Python-Markdown has to read it."""
    if _LIVE.search(_ESCAPED.sub("", body)) or body[:1].isspace():
        return None
    tree: list[Element] = []
    for block in _BLANK.split(body.rstrip("\n")):
        element = _element(block, tree[-1].tag if tree else "")
        if element is None:
            return None
        tree.append(element)
    return tree


def _element(block: str, before: str) -> Element | None:
    """One block; `before` is the tag of the one before it, which a list or a quotation might go on."""
    if _SPACE_AT_END.search(block):
        return None
    if block.startswith("#"):
        return _heading(block)
    if block.startswith("- "):
        return _list(block) if before != "ul" else None
    if block.startswith("> "):
        return _quotation(block) if before != "blockquote" else None
    return _paragraph(block)


def _heading(block: str) -> Element | None:
    found = _HEADING.fullmatch(block)
    if not found or _DOUBTFUL_HEADING.search(found["text"]) or found["text"] != found["text"].strip():
        return None
    element = Element(f"h{len(found['marks'])}", {"id": found["id"]} if found["id"] else {})
    element.text = _shown(found["text"])
    return element


def _list(block: str) -> Element | None:
    lines = _lines(block, _ITEM)
    if lines is None:
        return None
    element = Element("ul")
    for line in lines:
        SubElement(element, "li").text = _shown(line)
    return element


def _quotation(block: str) -> Element | None:
    lines = _lines(block, _QUOTED)
    if lines is None:
        return None
    element = Element("blockquote")
    SubElement(element, "p").text = _shown("\n".join(lines))
    return element


def _paragraph(block: str) -> Element | None:
    if any(_STARTS.match(line) for line in block.split("\n")):
        return None
    element = Element("p")
    element.text = _shown(block)
    return element


def _lines(block: str, start: re.Pattern[str]) -> list[str] | None:
    """The lines of a block without their signs, if all of them have one."""
    lines = block.split("\n")
    return [line[2:] for line in lines] if all(map(start.match, lines)) else None


def _shown(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)
