"""A bad input and the harmless Arabic it is made of. Everything is made by code: a bomb is never committed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.support.capture import BODY, capture

TITLE = "القطار يعود إلى المحطة"
LINES = [line for line in BODY.split("\n") if line]


@dataclass(frozen=True)
class BadInput:
    """One input: its `name` among the cases, the name of its `file`, and its bytes or how to make it.

    `wanted` is "refused" or "converted" where only one of the two is right.
    """

    name: str
    file: str
    data: bytes = b""
    make: Callable[[Path], None] | None = None
    wanted: str = ""

    def put(self, folder: Path) -> Path:
        """The input as a file below a folder of its own."""
        path = folder / self.file
        path.parent.mkdir(parents=True, exist_ok=True)
        if self.make:
            self.make(path)
        else:
            path.write_bytes(self.data)
        return path

    def __str__(self) -> str:
        return self.name


Cases = Iterator[BadInput]


def text(name: str, words: str | bytes, file: str = "text.txt", wanted: str = "") -> BadInput:
    """A case of one text file."""
    return BadInput(
        name, file, words if isinstance(words, bytes) else words.encode("utf-8", "surrogatepass"), None, wanted
    )


def titled(title: str) -> str:
    """An article with this title."""
    return capture(title=title)


def with_body(words: str) -> str:
    """An article with these words between two harmless paragraphs."""
    return capture(body=f"{LINES[0]}\n{words}\n{LINES[1]}\n{LINES[2]}\n")


def page(body: str, head: str = "", title: str = TITLE) -> str:
    """A saved page with an article in it."""
    start = f'<!doctype html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>'
    return f"{start}<article><h1>{title}</h1>{body}</article></body></html>"


def paragraphs() -> str:
    """The harmless body as HTML."""
    return "".join(f"<p>{line}</p>" for line in LINES)


def records(*fields: Mapping[str, object]) -> str:
    """JSON lines with these records, each with a harmless title and text where it gives none."""
    return "\n".join(json.dumps({"title": TITLE, "content": BODY, **one}, ensure_ascii=True) for one in fields) + "\n"
