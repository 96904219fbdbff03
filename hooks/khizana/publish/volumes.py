"""An archive cut into volumes, the folders below docs/articles (a year each), which are read one by one, anywhere.

What reading a volume yields is a cache file of its articles. Joined into the cache of the archive these are what a
build on one machine would have found out itself: it checks the content of every page against them, reads none again,
and makes the same site byte for byte. Joining is copying, so any task runner will do for the rest.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from khizana.layout import Layout
from khizana.problems import Problem
from khizana.publish.cache import Cache
from khizana.publish.fingerprint import code_fingerprint
from khizana.publish.gather import gather, look
from khizana.registry import Registry


def volumes(layout: Layout) -> list[str]:
    """The names of the volumes there are, in order."""
    return sorted(path.name for path in layout.articles.iterdir() if path.is_dir()) if layout.articles.is_dir() else []


def read_volume(layout: Layout, registry: Registry, volume: str, target: Path) -> list[Problem]:
    """Read the articles of a volume into a cache file of their own; what is wrong with them comes back.

    `target` is written anew. Raises OSError.
    """
    cache = Cache(target)
    cache.forget()
    cache.open()
    looked = partial(look, layout, cache, volume)
    gathered = gather(layout, registry, cache, code_fingerprint(), lambda done, total: None, looked)
    cache.commit()
    cache.settle()
    cache.close()
    return gathered.problems


def join_volumes(layout: Layout, files: Iterable[Path]) -> None:
    """Let the cache of the archive know what was read of its volumes. Raises DamagedError naming a file of no use."""
    cache = Cache(layout.cache / "site.sqlite")
    cache.open()
    for file in files:
        cache.join(file)
    cache.close()
