"""Sections to article Markdown: the inverse of `render` on everything a reader can see."""

from __future__ import annotations

import re
from collections.abc import Iterable

from khizana.arabic import one_line
from khizana.article import Paragraph, Section

# Marks that mean something anywhere in a line, to us or to the Markdown renderers of code hosts.
_INLINE = re.compile(r"[\\`*_\[\]<{}~|]|&(?=#?\w+;)")
# Marks that mean something only at the start of a line: headings, quotations, lists, rules, fences, tables.
_LINE_START = re.compile(r"[#>+\-=:]")
_NUMBER = re.compile(r"(\d+)([.)])")


def escape_text(text: str) -> str:
    """Text as Markdown that shows exactly the text, whatever it contains.

    Line breaks become spaces and control characters, which nobody sees, vanish.
    """
    escaped = _INLINE.sub(lambda mark: f"\\{mark.group()}", one_line(text))
    if _LINE_START.match(escaped):
        return f"\\{escaped}"
    return _NUMBER.sub(r"\1\\\2", escaped, count=1) if _NUMBER.match(escaped) else escaped


def write(sections: Iterable[Section]) -> str:
    """The body of a page: every section's heading with its explicit id, then its paragraphs."""
    return "".join(f"{block}\n\n" for section in sections for block in _blocks(section)).rstrip("\n") + "\n"


def _blocks(section: Section) -> Iterable[str]:
    if section.id:
        yield f"{'#' * section.level} {escape_text(section.title)} {{#{section.id}}}"
    items: list[str] = []
    for paragraph in section.paragraphs:
        if paragraph.kind == "item":
            items.append(f"- {escape_text(paragraph.text)}")
            continue
        if items:
            yield "\n".join(items)
            items = []
        yield _paragraph(paragraph)
    if items:
        yield "\n".join(items)


def _paragraph(paragraph: Paragraph) -> str:
    if paragraph.kind == "verse":
        return "  \n".join(f"> {escape_text(line)}" for line in paragraph.text.split("\n"))
    text = escape_text(paragraph.text)
    if paragraph.kind in ("signature", "caption"):
        return f"*{text}*"
    if paragraph.kind == "question":
        return f"**{text}**"
    return f"> {text}" if paragraph.kind == "quote" else text
