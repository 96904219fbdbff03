"""Files that came with a page and are no captures of their own.

The folder a browser puts beside a page it saves whole (`page.html` and `page_files/`) goes where the page goes, as
`ID_files` beside the original. So do pictures that stood beside a page and that its article shows, so that the
conversion can be repeated.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from khizana.convert.original import Picture
from khizana.convert.pictures import LARGEST
from khizana.files import write_whole

# The bytes a picture's address leads to among what came with a page, and the name they go by there; or nothing.
Beside = Callable[[str], tuple[str, bytes] | None]

_ENDING = "_files"
_PAGES = (".html", ".htm")
SHOWING = (*_PAGES, ".xhtml", ".md", ".markdown")
PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".bmp", ".svg")
_LONGEST_NAME = 200  # bytes; file systems end at 255
FURTHEST = 2  # folders above a picture in which its page may stand


def nothing_beside(address: str) -> tuple[str, bytes] | None:
    """What came with a page that stands alone."""
    return None


def goes_with_page(path: Path) -> bool:
    """Did the file come with a page, which takes it along or did so in this run?"""
    folders = (folder for folder in path.parents if folder.name.endswith(_ENDING))
    if any(_page_of(folder) or not folder.exists() for folder in folders):
        return True
    return path.suffix.lower() in PICTURES and not path.is_symlink() and (not path.exists() or _is_shown(path))


def _page_of(folder: Path) -> bool:
    stem = folder.name.removesuffix(_ENDING)
    return any(folder.with_name(f"{stem}{ending}").is_file() for ending in SHOWING)


def _is_shown(picture: Path) -> bool:
    """Does a page stand near enough that the picture may be one of its?"""
    near = list(picture.parents)[: FURTHEST + 1]
    return any(path.suffix.lower() in SHOWING for folder in near for path in folder.iterdir())


def local_name(address: str) -> str:
    """The address of a file beside a page as a path from there; nothing where it leads elsewhere."""
    plain = unquote(address.strip().partition("#")[0].partition("?")[0]).replace("\\", "/")
    path = PurePosixPath(plain)
    unsafe = ":" in plain or not plain.isprintable() or path.is_absolute() or ".." in path.parts
    long = any(len(part.encode("utf-8", "replace")) > _LONGEST_NAME for part in path.parts)
    return "" if unsafe or long or str(path) == "." else str(path)


def files_beside(page: Path) -> Beside:
    """The pictures beside a page in a folder, or in the folder that was saved with it."""
    saved = companion(page)

    def find(address: str) -> tuple[str, bytes] | None:
        if not (name := local_name(address)):
            return None
        first, _, rest = name.partition("/")
        kept = rest if rest and first.endswith(_ENDING) else name
        for folder, inside in ((saved, kept), (page.parent, name)):
            if data := _read(folder, inside):
                return kept, data
        return None

    return find


def _read(folder: Path, name: str) -> bytes:
    """The bytes of a regular file below a folder, reached without a link; nothing where there is none."""
    path = folder / name
    below = [path, *(parent for parent in path.parents if parent != folder and parent.is_relative_to(folder)), folder]
    try:
        if any(step.is_symlink() for step in below) or not path.is_file() or path.stat().st_size > LARGEST:
            return b""
        return path.read_bytes()
    except OSError:
        return b""


def companion(page: Path) -> Path:
    """The folder saved with a page, whether there is one or not; beside an original it is kept under the same name."""
    return page.with_name(f"{page.stem}{_ENDING}")


def keep_along(page: Path, original: Path, pictures: Iterable[Picture]) -> None:
    """Keep what came with a page beside its original, whole or not at all. Raises OSError."""
    folder, target = companion(page), companion(original)
    if page.suffix.lower() in SHOWING and folder.is_dir() and not folder.is_symlink() and not target.exists():
        draft = target.with_name(f".{target.name}.tmp")
        shutil.rmtree(draft, ignore_errors=True)
        shutil.copytree(folder, draft, ignore=_not_files)
        draft.replace(target)
    for picture in pictures:
        if picture.beside and picture.data:
            write_whole(target / picture.beside, picture.data)


def _not_files(folder: str, names: list[str]) -> list[str]:
    """What is neither a regular file nor a folder: links above all, which may lead anywhere."""
    paths = [Path(folder, name) for name in names]
    return [path.name for path in paths if path.is_symlink() or not (path.is_file() or path.is_dir())]


def loose_files(page: Path, pictures: Iterable[Picture]) -> Iterator[Path]:
    """The files near a page, outside the folder saved with it, that its pictures were in."""
    for picture in pictures:
        if picture.beside and (name := local_name(picture.address)):
            yield page.parent / name
