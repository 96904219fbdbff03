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
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
# What a site is made of.
_MADE_OF = ("docs", "hooks", "mkdocs.yml", "requirements.lock")
# What pages are converted from, and by.
_CONVERTED = ("docs/sources/", "docs/registry/sources/", "hooks/khizana/convert/")
PREVIEW = ".khizana/preview"


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
    digest = blake2b(digest_size=16)
    for _, _, states in _folders(f"{root}/", name):
        digest.update(states)
    return digest.hexdigest()


def _fingerprints(root: Path) -> tuple[str, str]:
    """What the site is made of, and what decides whether there is anything to convert: the originals, the code, and
    which pages there are.
    """
    everything, conversion = blake2b(digest_size=16), blake2b(digest_size=16)
    for name in _MADE_OF:
        for folder, names, states in _folders(f"{root}/", name):
            everything.update(states)
            if folder.startswith(_CONVERTED):
                conversion.update(states)
            elif folder.startswith("docs/articles/"):
                conversion.update(names)
    return everything.hexdigest(), conversion.hexdigest()


def _folders(root: str, path: str) -> Iterator[tuple[str, bytes, bytes]]:
    """Each folder below a path, in order of names, with the names and the states of its files; a file stands alone.

    Bytecode is no input: Python writes it as it runs. Paths are text because a Path for each of 100,000 files takes a
    second, and a folder is told of at once because a file each would take half of one.
    """
    try:
        entries = sorted(os.scandir(root + path), key=lambda entry: entry.name)
    except NotADirectoryError:
        yield path, os.fsencode(path), os.fsencode(_state(path, os.stat(root + path)))  # noqa: PTH116
        return
    except FileNotFoundError:
        return
    folders = [entry.name for entry in entries if entry.is_dir(follow_symlinks=False) and entry.name != "__pycache__"]
    files = [entry for entry in entries if not entry.is_dir(follow_symlinks=False)]
    states = "".join([_state(entry.name, entry.stat(follow_symlinks=False)) for entry in files])
    yield f"{path}/", os.fsencode("\n".join([path, *(entry.name for entry in files)])), os.fsencode(f"{path}\n{states}")
    for name in folders:
        yield from _folders(root, f"{path}/{name}")


def _state(name: str, status: os.stat_result) -> str:
    return f"{name} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}\n"


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
