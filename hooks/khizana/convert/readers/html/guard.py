"""What no parser is given: markup that would take it minutes.

The algorithm of the HTML standard takes quadratic time where block elements nest deeply, and where unclosed
formatting elements (`<b>`, `<font>`) are opened again in every block after them, and where one element has thousands
of attributes. All three are counted beforehand.
"""

from __future__ import annotations

import re

_DEEPEST = 10_000
_MOST_COPIES = 500_000
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})")
# Attributes are compared one with all: a style or a list of pictures is long, but has few.
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{8000,}")
_MOST_SPACES = 4_000
_VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "p", "li", "dd", "dt", "option",
))  # fmt: skip
_FORMATTING = frozenset(
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"]
)


def too_much(html: str) -> str | None:
    """Why this markup is not parsed; None where it is."""
    if any(len(tag) - len(tag.replace(" ", "")) > _MOST_SPACES for tag in _LONG_TAG.findall(html)):
        return "has an element with thousands of attributes; save the page again from a browser"
    depth = deepest = copies = 0
    open_formats = dict.fromkeys(_FORMATTING, 0)
    unclosed = 0
    for closing, name in _TAG.findall(html):
        name = name.lower()
        step = -1 if closing else 1
        if name in open_formats:
            unclosed += step if open_formats[name] + step >= 0 else 0
            open_formats[name] = max(0, open_formats[name] + step)
        elif name not in _VOID:
            depth = max(0, depth + step)
            deepest = max(deepest, depth)
        if not closing and name not in open_formats:
            copies += unclosed
    if deepest > _DEEPEST:
        return f"nests {deepest:,} elements; more than {_DEEPEST:,} is not a page"
    if copies > _MOST_COPIES:
        return "leaves so many formatting elements open that it cannot be read; save it again from a browser"
    return None
