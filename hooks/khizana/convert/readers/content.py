"""Text that may be markup: the content of a record or of an item of a feed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from khizana.convert.original import Hint, Picture
from khizana.profile import Mark

_TAG = re.compile(
    r"<(?:p|br|div|span|strong|em|b|i|u|a|img|h[1-6]|ul|ol|li|table|blockquote|figure|article|section|html|body|font|center)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"</[a-z][a-z0-9]*\s*>|<(?:br|img|p)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Markup:
    """Markup read: its visible text, a line for every block, and the hints by the offset of a line.

    `marks` and `pictures` are those of an `Original`.
    """

    text: str
    hints: Mapping[int, Hint] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()
    pictures: tuple[Picture, ...] = ()


def is_markup(text: str) -> bool:
    """Is this HTML rather than text in which an angle bracket stands?"""
    return "<" in text and _TAG.search(text) is not None and _CLOSING.search(text) is not None


def read_content(path: Path, content: str, base: str = "") -> Markup:
    """The visible text of a content and what its markup says of it; plain text stays as it is.

    `base` is the address it was published under. Raises ProblemError where the markup is such that it is not read.
    """
    if not is_markup(content):
        return Markup(content)
    from khizana.convert.readers.html import read_fragment

    return read_fragment(path, content, base)
