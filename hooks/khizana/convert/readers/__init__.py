"""Reading captures: a reader per format, chosen by the file's ending.

A reader gives the articles of a file one by one, so that memory does not grow with the file. A record that
cannot be an article comes as a ProblemError in its place and does not stop the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from khizana.convert.original import Original, check_file, refused
from khizana.convert.readers.records import read_csv, read_json, read_json_lines
from khizana.convert.readers.text import read_text
from khizana.problems import ProblemError
from khizana.registry import Registry

Reader = Callable[[Path, Registry], Iterator[Original | ProblemError]]

READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".csv": read_csv,
}
CONTAINERS = frozenset(READERS) - {".txt"}


def read_originals(path: Path, registry: Registry) -> Iterator[Original | ProblemError]:
    """The articles of a capture. Raises ProblemError where the file as a whole cannot be read."""
    check_file(path)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise refused(path, f"is not of a kind that can be read ({', '.join(READERS)}); save it as plain text")
    return reader(path, registry)
