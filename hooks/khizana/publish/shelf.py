"""Shelves: the files of a site that stand together because they are made of the same things.

An archive changes in few places at once. A build asks of each shelf whether what it is made of has changed, which is
one comparison for all its files, and looks at the files themselves only where it has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from khizana.publish.page import File, Page

Output = Page | File
Row = tuple[str, bytes, bytes]  # address, key, state


@dataclass(frozen=True)
class Shelf:
    """Some files. No two shelves share a name.

    `inputs` is everything that `outputs` and all its files are made of but code, address of the site and shells; it
    may be more than each of them is made of, never less. `made_of` is what each file is made of beside its own
    inputs. Pages of a shelf that is not `listed` are in no sitemap.
    """

    name: str
    inputs: tuple[object, ...]
    outputs: Callable[[], Iterable[Output]]
    made_of: bytes = b""
    listed: bool = True


class Kept(NamedTuple):
    """A shelf as the last build left it: digests of its inputs and of the shells its pages stand in, and its files."""

    inputs: bytes
    shells: bytes
    rows: tuple[Row, ...]
