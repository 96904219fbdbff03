"""Zip files that hold captures of any kind, web archives in WACZ among them.

Members are unpacked one by one into a temporary folder under names of ours, so that no name in the file is ever a
path. A record's number is the member's place among all names in order times a million, plus the record's own number
in it: it stays the same whatever else can be read.
"""

from __future__ import annotations

import re
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from khizana.convert.companions import FURTHEST, PICTURES, SHOWING, Beside, local_name
from khizana.convert.original import Original, refused
from khizana.convert.pictures import LARGEST
from khizana.convert.readers.sniff import safe_ending
from khizana.problems import Problem, ProblemError
from khizana.registry import Registry

_MOST_MEMBERS = 20_000
_LARGEST_MEMBER = 512 << 20
_LARGEST_WHOLE = 2 << 30
# Text packs 3 to 20 times, a page of menus 40; a bomb a thousand.
_HIGHEST_RATIO = 200
_SMALL = 1 << 20
_STEP = 1 << 20
_RECORDS = 1_000_000
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
_IGNORED = re.compile(r"(?:^|/)(?:__MACOSX/|\.[^/]*$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_OFFICE = ("[Content_Types].xml", "META-INF/container.xml", "META-INF/manifest.xml")


def read_zip(path: Path, registry: Registry, encoding: str = "") -> Iterator[Original | ProblemError]:
    """The articles of all members, in the order of their names. Raises ProblemError where the file is refused whole."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = sorted(archive.infolist(), key=lambda member: member.filename)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as error:
        raise refused(path, f"is not a whole zip file ({_one_line(error)}); pack it again") from None
    _check(path, members)
    return _members(path, members, registry, encoding)


def _check(path: Path, members: list[zipfile.ZipInfo]) -> None:
    """Raises ProblemError for what is no archive of captures, or more than can be one."""
    if len(members) > _MOST_MEMBERS:
        raise refused(path, f"holds {len(members):,} files, more than {_MOST_MEMBERS:,}; cut it into smaller ones")
    if any(member.filename in _OFFICE for member in members):
        raise refused(path, "is a document of an office program or an e-book; save its text")
    if sum(member.file_size for member in members) > _LARGEST_WHOLE:
        raise refused(path, f"unpacks to more than {_LARGEST_WHOLE >> 30} GiB; cut it into smaller ones")


def _members(
    path: Path, members: list[zipfile.ZipInfo], registry: Registry, encoding: str
) -> Iterator[Original | ProblemError]:
    pages = _pages(members)
    web_archive = any(member.filename == "datapackage.json" for member in members)
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(path) as archive:
        for place, member in enumerate(members, 1):
            if (
                member.filename.endswith("/")
                or _IGNORED.search(member.filename)
                or _goes_with_page(member.filename, pages)
            ):
                continue
            if web_archive and not member.filename.startswith("archive/"):
                continue
            yield from _articles(path, archive, member, place, Path(folder), registry, encoding)


def _goes_with_page(name: str, pages: Mapping[str, set[str]]) -> bool:
    """Is it in the folder that a browser puts beside a page it saves whole, or a picture near a page?

    `pages` are the stems of the pages in each folder.
    """
    parents = PurePosixPath(name).parents
    saved = (folder for folder in parents if folder.name.endswith("_files"))
    if any(folder.name.removesuffix("_files") in pages.get(str(folder.parent), ()) for folder in saved):
        return True
    return name.lower().endswith(PICTURES) and any(str(folder) in pages for folder in parents[: FURTHEST + 1])


def _pages(members: list[zipfile.ZipInfo]) -> dict[str, set[str]]:
    pages: dict[str, set[str]] = {}
    for path in (PurePosixPath(member.filename) for member in members):
        if path.suffix.lower() in SHOWING:
            pages.setdefault(str(path.parent), set()).add(path.stem)
    return pages


def _articles(
    path: Path,
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    place: int,
    folder: Path,
    registry: Registry,
    encoding: str,
) -> Iterator[Original | ProblemError]:
    from khizana.convert.readers import read_file

    try:
        unpacked = _unpacked(path, archive, member, folder / f"{place}{safe_ending(Path(member.filename))}")
    except ProblemError as error:
        yield error
        return
    try:
        for found in read_file(unpacked, registry, encoding, beside=_beside(archive, member.filename)):
            yield _moved(found, path, member.filename, place)
    except ProblemError as error:
        yield _moved(error, path, member.filename, place)
    finally:
        unpacked.unlink(missing_ok=True)


def _beside(archive: zipfile.ZipFile, name: str) -> Beside:
    """The pictures beside a member, which stay in the file they are in."""

    def find(address: str) -> tuple[str, bytes] | None:
        local = local_name(address)
        try:
            member = archive.getinfo(str(PurePosixPath(name).parent / local)) if local else None
            if member is None or _forbidden(member) or member.file_size > LARGEST:
                return None
            with archive.open(member) as packed:
                return "", packed.read(LARGEST)
        except (KeyError, *_DAMAGED):
            return None

    return find


def _moved(found: Original | ProblemError, path: Path, name: str, place: int) -> Original | ProblemError:
    """What was read of a member, as a record of the whole."""
    if isinstance(found, Original):
        return replace(found, path=path, data=b"", record=place * _RECORDS + found.record)
    return ProblemError(*(Problem(path, 0, f"{name}: {_place(item)}{item.message}") for item in found.problems))


def _place(problem: Problem) -> str:
    return f"line {problem.line}: " if problem.line else ""


def _unpacked(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> Path:
    """The member as a file. Raises ProblemError where it must not or cannot be unpacked."""
    if reason := _forbidden(member):
        raise refused(path, f"{member.filename}: {reason}")
    try:
        with archive.open(member) as packed, target.open("wb") as stream:
            size = 0
            while piece := packed.read(_STEP):
                size += len(piece)
                if size > max(_SMALL, _HIGHEST_RATIO * member.compress_size):
                    raise refused(path, f"{member.filename}: unpacks to far more than it says (a zip bomb?); left out")
                stream.write(piece)
    except _DAMAGED as error:
        raise refused(path, f"{member.filename}: cannot be unpacked ({_one_line(error)}); pack it again") from None
    return target


def _forbidden(member: zipfile.ZipInfo) -> str:
    """Why a member is not touched, or nothing."""
    name = member.filename.replace("\\", "/")
    if not name:
        return "a member without a name; left out"
    if name.startswith("/") or ".." in name.split("/") or re.match(r"[A-Za-z]:", name) or "\0" in name:
        return "a name that leads out of the file; left out"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "a symbolic link; left out"
    if member.flag_bits & 1:
        return "is encrypted; unpack it and give the files"
    if member.file_size > _LARGEST_MEMBER:
        return f"is larger than {_LARGEST_MEMBER >> 20} MiB; left out"
    if member.file_size > max(_SMALL, _HIGHEST_RATIO * member.compress_size):
        return "unpacks to more than 200 times its size (a zip bomb?); left out"
    return ""


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:120]
