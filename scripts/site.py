"""What `make site` does: convert what is new, then build the site, each only if something has changed.

    python scripts/site.py                       convert and build
    python scripts/site.py --explain-rebuild     and say what was made anew, and why
    python scripts/site.py --preview             for scripts/serve.py: into .khizana/preview, problems or not

Whether anything has changed is asked of the files' sizes, moments and inodes. What is noted of them lies in
.khizana/cache; without it everything is looked at again.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
# What a site is made of.
_MADE_OF = ("docs", "hooks", "mkdocs.yml", "requirements.lock")
# What pages are converted from, and by.
_CONVERTED = ("docs/sources/", "docs/registry/sources/", "hooks/khizana/convert/")
PREVIEW = ".khizana/preview"
_SIZE = 16  # bytes of a digest


def main() -> None:
    """Bring the site up to date. Ends with the status of the conversion, or of the build if that failed."""
    explain, preview = "--explain-rebuild" in sys.argv[1:], "--preview" in sys.argv[1:]
    site, noted = PREVIEW if preview else "site", _read_notes()
    inputs, conversion = _fingerprints(ROOT)
    is_converted = noted.get("converted") == conversion
    if is_converted and noted.get(f"{site} is made of") == inputs and noted.get(site) == fingerprint(ROOT, site):
        print(f"Nothing has changed; {site}/ is up to date.")
        return
    status = 0
    if not is_converted:
        status = subprocess.call([sys.executable, str(ROOT / "scripts" / "build.py")], cwd=ROOT)
        inputs, conversion = _fingerprints(ROOT)
    if failed := _build(explain, preview):
        sys.exit(failed)
    # A refused original is said again until it is mended or gone.
    noted |= {f"{site} is made of": inputs, site: fingerprint(ROOT, site), "converted": "" if status else conversion}
    _write_notes(noted)
    if not preview:
        print(f"Open {ROOT / 'site' / 'index.html'}, or: make serve")
    sys.exit(status)


def _build(explain: bool, preview: bool) -> int:
    environment = os.environ | ({"KHIZANA_EXPLAIN_REBUILD": "1"} if explain else {})
    how = ["--no-strict", "--quiet", "--site-dir", PREVIEW] if preview else ["--strict"]
    return subprocess.call([str(BIN / "mkdocs"), "build", *how], cwd=ROOT, env=environment)


def fingerprint(root: Path, name: str) -> str:
    """A digest of the state of all files below a name; it changes whenever one is written, moved or gone."""
    digest = blake2b(digest_size=_SIZE)
    for folder, states in _folders(root, [name]):
        digest.update(_names(folder) + states)
    return digest.hexdigest()


def _fingerprints(root: Path) -> tuple[str, str]:
    """What the site is made of, and what decides whether there is anything to convert: the originals, the code, and
    which pages there are.
    """
    everything, conversion = blake2b(digest_size=_SIZE), blake2b(digest_size=_SIZE)
    for folder, states in _folders(root, _MADE_OF):
        everything.update(_names(folder) + states)
        if folder.path.startswith(_CONVERTED):
            conversion.update(_names(folder) + states)
        elif folder.path.startswith("docs/articles/"):
            conversion.update(_names(folder))
    return everything.hexdigest(), conversion.hexdigest()


class _Folder(NamedTuple):
    """A folder and the files right in it; a file that was asked for by its name stands alone."""

    path: str
    files: list[str]


def _names(folder: _Folder) -> bytes:
    return os.fsencode("\n".join([folder.path, *folder.files, ""]))


def _folders(root: Path, names: Iterable[str]) -> Iterator[tuple[_Folder, bytes]]:
    """The folders below some names, each with a digest of the states of its files."""
    folders = [folder for name in names for folder in _walk(f"{root}/", name)]
    return zip(folders, _on_two_cores(f"{root}/", folders), strict=True)


def _walk(root: str, path: str) -> Iterator[_Folder]:
    """Each folder below a path, in order of names. Bytecode is no input: Python writes it as it runs."""
    try:
        entries = sorted(os.scandir(root + path), key=lambda entry: entry.name)
    except NotADirectoryError:
        yield _Folder("", [path])
        return
    except FileNotFoundError:
        return
    folders = [entry.name for entry in entries if entry.is_dir(follow_symlinks=False) and entry.name != "__pycache__"]
    yield _Folder(f"{path}/", [entry.name for entry in entries if not entry.is_dir(follow_symlinks=False)])
    for name in folders:
        yield from _walk(root, f"{path}/{name}")


def _states(root: str, folder: _Folder) -> bytes:
    """A digest of the states of a folder's files; one that is gone by now has another than it had.

    Paths are text because a Path for each of 100,000 files takes a second, and all are hashed at once because one by
    one they would take half of one.
    """
    states = "".join([_state(f"{root}{folder.path}{name}") for name in folder.files])
    return blake2b(states.encode(), digest_size=_SIZE).digest()


def _state(path: str) -> str:
    try:
        status = os.stat(path, follow_symlinks=False)  # noqa: PTH116
    except FileNotFoundError:
        return "gone\n"
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}\n"


def _on_two_cores(root: str, folders: list[_Folder]) -> list[bytes]:
    """The digests of the states of folders, every second of which a child finds where the system can fork."""
    if not hasattr(os, "fork"):
        return [_states(root, folder) for folder in folders]
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        with suppress(BaseException), os.fdopen(writer, "wb") as answer:
            answer.write(b"".join(_states(root, folder) for folder in folders[1::2]))
        os._exit(0)
    os.close(writer)
    digests = [_states(root, folder) if place % 2 == 0 else b"" for place, folder in enumerate(folders)]
    with os.fdopen(reader, "rb") as answer:
        digests[1::2] = (answer.read(_SIZE) or _states(root, folder) for folder in folders[1::2])
    os.waitpid(child, 0)
    return digests


def _notes() -> Path:
    return ROOT / ".khizana" / "cache" / "standing.json"


def _read_notes() -> dict[str, object]:
    with suppress(OSError, ValueError):
        notes = json.loads(_notes().read_bytes())
        return notes if isinstance(notes, dict) else {}
    return {}


def _write_notes(notes: dict[str, object]) -> None:
    temporary = _notes().with_suffix(".tmp")
    temporary.parent.mkdir(parents=True, exist_ok=True)
    temporary.write_text(json.dumps(notes), encoding="utf-8")
    temporary.replace(_notes())


if __name__ == "__main__":
    main()
