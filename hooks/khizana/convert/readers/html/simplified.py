"""A page as the extractor is shown it: flat, with a `<p>` for every line, each with its number.

Extractors of article text were made for English pages whose text stands in `<p>`. Three things of ours they would
trip over are taken out of their way here: bodies without `<p>`, nesting deeper than lxml follows, and Arabic commas,
which they count as a sign of prose. Only their choice of lines is used, so that nothing is lost by this.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from html import escape

from khizana.convert.readers.html.parse import Page

_LINE_TAGS = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6"])
_PLAIN = frozenset((
    "article", "aside", "blockquote", "div", "dl", "dt", "dd", "fieldset", "figcaption", "figure", "footer", "form",
    "header", "li", "main", "nav", "ol", "section", "table", "tbody", "td", "th", "tr", "ul",
))  # fmt: skip
_DEEPEST = 120
_COMMAS = str.maketrans("،؛۔", ",;.")


def simplified(page: Page) -> str:
    """The page as plain HTML; `data-line` is the number of each line."""
    return f"<html><body>{''.join(_pieces(page))}</body></html>"


def _pieces(page: Page) -> Iterator[str]:
    open_elements: list[tuple[str, int]] = []
    line = 0
    for number, element in enumerate(page.elements):
        if element.tag in _LINE_TAGS or not _parts_lines(page, number) or len(open_elements) >= _DEEPEST:
            continue
        while line < element.first or (open_elements and open_elements[-1][1] <= element.first):
            line = yield from _step(page, open_elements, line, element.first)
        tag = element.tag if element.tag in _PLAIN else "div"
        yield f'<{tag} class="{escape(element.names)}">'
        open_elements.append((tag, element.last))
    while line < len(page.lines) or open_elements:
        line = yield from _step(page, open_elements, line, len(page.lines))


def _parts_lines(page: Page, number: int) -> bool:
    """Does the element hold lines, but not the same ones as the one around it?"""
    element = page.elements[number]
    if element.first >= element.last or element.tag in ("html", "body"):
        return False
    parent = page.elements[element.parent] if element.parent >= 0 else None
    return parent is None or (parent.first, parent.last) != (element.first, element.last) or parent.tag == "body"


def _step(page: Page, open_elements: list[tuple[str, int]], line: int, until: int) -> Generator[str, None, int]:
    """Close the innermost element if it ends here, else write a line; gives the next line's number."""
    if open_elements and open_elements[-1][1] <= line:
        yield f"</{open_elements.pop()[0]}>"
    elif line < until:
        yield _line(page, line)
        return line + 1
    return line


def _line(page: Page, number: int) -> str:
    line = page.lines[number]
    tag = page.elements[line.block].tag
    tag = tag if tag in _LINE_TAGS else "p"
    text = escape(line.text.translate(_COMMAS))
    words = f'<a href="#">{text}</a>' if 2 * line.linked > line.size else text
    return f'<{tag} data-line="{number}">{words}</{tag}>'
