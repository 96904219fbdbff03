"""Addresses that a hand-written page seems to link to: more than it does, never fewer.

MkDocs must know what its pages link to. An archive has a hundred thousand articles, its hand-written pages link to
a few of them; so it is told of those alone.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

# What ends an address in Markdown or HTML, wherever it stands.
_BOUNDARY = re.compile(r"[\s()<>\[\]{}\"']+")


def addresses(text: str, source: str) -> Iterator[str]:
    """Paths below docs/ that words of the text could stand for; `source` is the path of the page itself."""
    folder = posixpath.dirname(source)
    for word in _BOUNDARY.split(text):
        path = unquote(re.split("[?#]", word)[0])
        if path.endswith((".md", ".html")):
            yield posixpath.normpath(posixpath.join(folder, path))
