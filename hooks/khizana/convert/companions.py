"""The folder a browser puts beside a page it saves whole: `page.html` and its pictures and styles in `page_files/`.

It is no capture of its own. It goes where the page goes, as `ID_files` beside the original.
"""

from __future__ import annotations

import shutil
from pathlib import Path

_ENDING = "_files"
_PAGES = (".html", ".htm")


def goes_with_page(path: Path) -> bool:
    """Does the file stand in such a folder, or did it until the page took the folder along?"""
    folders = (folder for folder in path.parents if folder.name.endswith(_ENDING))
    return any(_page_of(folder) or not folder.exists() for folder in folders)


def _page_of(folder: Path) -> bool:
    stem = folder.name.removesuffix(_ENDING)
    return any(folder.with_name(f"{stem}{ending}").is_file() for ending in _PAGES)


def move_along(page: Path, original: Path) -> None:
    """Move the folder of a page to where its original is kept; nothing where there is none. Raises OSError."""
    folder, target = page.with_name(f"{page.stem}{_ENDING}"), original.with_name(f"{original.stem}{_ENDING}")
    if page.suffix.lower() in _PAGES and folder.is_dir() and not folder.is_symlink() and not target.exists():
        shutil.move(folder, target)
