"""The folder a site is built in, and its exchange for the one that is served.

A build writes into a fresh neighbour of the site; only a finished, checked one takes the site's place, in
one step where the system has one (Linux `renameat2`), else in two renames with a moment between them.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from collections.abc import Container
from pathlib import Path

from khizana.publish.outputs import link_equal

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def building_path(site: Path) -> Path:
    """Where the next site is built: beside the one that stands, on the same file system."""
    return site.with_name(f".{site.name}.building")


def building_folder(site: Path) -> Path:
    """A fresh, empty neighbour of the site to build in; what a killed build left there goes."""
    fresh = building_path(site)
    if fresh.exists():
        shutil.rmtree(fresh)
    fresh.mkdir(parents=True)
    return fresh


def put_in_place(fresh: Path, site: Path) -> None:
    """Make `fresh` the site. Raises OSError; the old site is then still there, or under its neighbour's name."""
    if not site.exists():
        fresh.rename(site)
        return
    if not _exchange(fresh, site):
        aside = site.with_name(f".{site.name}.old")
        shutil.rmtree(aside, ignore_errors=True)
        site.rename(aside)
        fresh.rename(site)
        fresh = aside
    shutil.rmtree(fresh)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two names in one step; False where the system cannot."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError, TypeError):
        return False
    if renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(other))


def link_what_is_equal(fresh: Path, site: Path, others: Container[str]) -> None:
    """Let the files that were copied into `fresh` be those of the site where nothing changed; `others` already are."""
    for folder, _, names in os.walk(fresh):
        below = os.path.relpath(folder, fresh)
        for name in names:
            url = name if below == "." else f"{below}/{name}".replace(os.sep, "/")
            if url not in others:
                link_equal(site / url, fresh / url)
