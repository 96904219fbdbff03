"""Reading captures: a reader per format, chosen by what the file is.

A reader gives the articles of a file one by one, so that memory does not grow with the file. A record that
cannot be an article comes as a ProblemError in its place and does not stop the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import cast

from khizana.convert.companions import Beside, files_beside
from khizana.convert.original import Original, check_file, refused
from khizana.convert.readers.sniff import Kind, kind_of, safe_ending
from khizana.problems import ProblemError
from khizana.registry import Registry

# A reader takes a file, the registry and the encoding that the outlet's profile states; one of `_SHOWING` also what
# finds the pictures that came with the file.
Reader = Callable[..., Iterator[Original | ProblemError]]

# Loaded when first needed: some bring parsers that take longer to load than a small run takes in all.
_READERS: dict[Kind, tuple[str, str]] = {
    "text": ("text", "read_text"),
    "markdown": ("markdown", "read_markdown"),
    "html": ("html", "read_html"),
    "json": ("records", "read_json"),
    "json lines": ("records", "read_json_lines"),
    "csv": ("records", "read_csv"),
    "feed": ("feed", "read_feed"),
    "warc": ("warc", "read_warc"),
    "zip": ("zipped", "read_zip"),
    "mhtml": ("mhtml", "read_mhtml"),
}
_SHOWING = ("html", "markdown")
# What holds one article.
ALONE: frozenset[Kind] = frozenset(("text", "markdown", "html", "mhtml"))

__all__ = ["ALONE", "kind_of", "read_file", "read_originals", "safe_ending"]


def read_originals(path: Path, registry: Registry, outlet: str = "") -> Iterator[Original | ProblemError]:
    """The articles of a capture; `outlet` is the id of who published it, if that is known.

    Raises ProblemError where the file as a whole cannot be read.
    """
    profile = registry.outlets.get(outlet)
    return read_file(path, registry, profile.encoding if profile else "")


def read_file(
    path: Path, registry: Registry, encoding: str, *, beside: Beside | None = None
) -> Iterator[Original | ProblemError]:
    """The same with the encoding given; `beside` finds what stood beside it in a zip, where another zip is refused."""
    check_file(path)
    try:
        kind = kind_of(path)
    except OSError as error:
        raise refused(path, f"cannot be read ({error.strerror}); check its permissions") from None
    if beside and kind == "zip":
        raise refused(path, "is a zip inside a zip; unpack it and give what is in it")
    module, name = _READERS[kind]
    reader = cast(Reader, getattr(import_module(f"khizana.convert.readers.{module}"), name))
    if kind in _SHOWING:
        return reader(path, registry, encoding, beside or files_beside(path))
    return reader(path, registry, encoding)
