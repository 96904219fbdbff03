"""The folders a site is built in, and their exchange for the one that is served.

MkDocs builds its few pages and files into a neighbour of the site. The whole site is put together in another, the
site before the one that stands: most of it is what the next one will be, and these files need no new name. Only a
finished, checked site takes the place of the one that stands, in one step where the system has one (Linux
`renameat2`), else in two renames with a moment between them.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path

from khizana.publish.states import link_equal, states

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def building_path(site: Path) -> Path:
    """Where MkDocs builds: beside the site that stands, on the same file system."""
    return site.with_name(f".{site.name}.building")


def building_folder(site: Path) -> Path:
    """A fresh, empty neighbour of the site to build in; what a killed build left there goes."""
    fresh = building_path(site)
    if fresh.exists():
        shutil.rmtree(fresh)
    fresh.mkdir(parents=True)
    return fresh


def next_site(site: Path) -> Path:
    """Where the next site is put together. Whatever is in there, a killed build's leavings too, is looked at anew."""
    return site.with_name(f".{site.name}.before")


def complete(folder: Path, fresh: Path, site: Path, own: Collection[str], left: Iterable[str]) -> None:
    """Bring what MkDocs built into `fresh` to the library's `own` files in the folder, and remove what is `left` there
    of an earlier site.
    """
    built = [url for url, _ in states(str(fresh)) if url not in own]
    for url in left:
        _remove(folder, url)
    for url in built:
        link_equal(site / url, fresh / url)
        (folder / url).parent.mkdir(parents=True, exist_ok=True)
        (fresh / url).rename(folder / url)
    shutil.rmtree(fresh)


def _remove(folder: Path, url: str) -> None:
    """Remove a file, and the folders that are empty without it."""
    path = folder / url
    if not path.is_file():  # a folder has taken its place, or a file that of its folder
        return
    path.unlink()
    for above in path.parents:
        if above == folder or any(above.iterdir()):
            return
        above.rmdir()


def put_in_place(fresh: Path, site: Path) -> None:
    """Make `fresh` the site. Raises OSError; the old site is then still there, or under its neighbour's name.

    The old site takes the place of `fresh`, where the system can exchange them; a first one leaves its twin there.
    """
    if not site.exists():
        fresh.rename(site)
        _twin(site, fresh)
    elif not _exchange(fresh, site):
        aside = site.with_name(f".{site.name}.old")
        shutil.rmtree(aside, ignore_errors=True)
        site.rename(aside)
        fresh.rename(site)
        shutil.rmtree(aside)


def _twin(site: Path, other: Path) -> None:
    """Second names for all files, so that the first edit need not make them; without links it will have to copy."""
    with suppress(OSError):
        for base, _, names in os.walk(site):
            folder = f"{other}{base[len(str(site)) :]}"
            os.mkdir(folder)  # noqa: PTH102
            for name in names:
                os.link(f"{base}/{name}", f"{folder}/{name}")


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
