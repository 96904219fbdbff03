"""Text that may be markup: the content of a record or of an item of a feed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from khizana.convert.original import Hint

_TAG = re.compile(
    r"<(?:p|br|div|span|strong|em|b|i|u|a|img|h[1-6]|ul|ol|li|table|blockquote|figure|article|section|html|body|font|center)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"</[a-z][a-z0-9]*\s*>|<(?:br|img|p)\b", re.IGNORECASE)


def is_markup(text: str) -> bool:
    """Is this HTML rather than text in which an angle bracket stands?"""
    return "<" in text and _TAG.search(text) is not None and _CLOSING.search(text) is not None


def read_content(path: Path, content: str) -> tuple[str, Mapping[int, Hint]]:
    """The visible text of a content and what its markup says of the lines; plain text stays as it is.

    Raises ProblemError where the markup is such that it is not read.
    """
    if not is_markup(content):
        return content, {}
    from khizana.convert.readers.html import read_fragment

    markup = read_fragment(path, content)
    return markup.text, markup.hints
