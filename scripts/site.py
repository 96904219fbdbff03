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
PREVIEW = ".khizana/preview"


def main() -> None:
    """Bring the site up to date. Ends with the status of the conversion, or of the build if that failed."""
    explain, preview = "--explain-rebuild" in sys.argv[1:], "--preview" in sys.argv[1:]
    site, noted = PREVIEW if preview else "site", _read_notes()
    inputs, conversion = fingerprint(ROOT, _MADE_OF), _conversion_fingerprint(ROOT)
    if noted.get(site) == [inputs, fingerprint(ROOT, (site,))] and noted.get("converted") == conversion:
        print(f"Nothing has changed; {site}/ is up to date.")
        return
    status = 0
    if noted.get("converted") != conversion:
        status = subprocess.call([sys.executable, str(ROOT / "scripts" / "build.py")], cwd=ROOT)
        inputs, conversion = fingerprint(ROOT, _MADE_OF), _conversion_fingerprint(ROOT)
    if failed := _build(explain, preview):
        sys.exit(failed)
    # A refused original is said again until it is mended or gone.
    noted |= {site: [inputs, fingerprint(ROOT, (site,))], "converted": "" if status else conversion}
    _write_notes(noted)
    if not preview:
        print(f"Open {ROOT / 'site' / 'index.html'}, or: make serve")
    sys.exit(status)


def _build(explain: bool, preview: bool) -> int:
    environment = os.environ | ({"KHIZANA_EXPLAIN_REBUILD": "1"} if explain else {})
    how = ["--no-strict", "--quiet", "--site-dir", PREVIEW] if preview else ["--strict"]
    return subprocess.call([str(BIN / "mkdocs"), "build", *how], cwd=ROOT, env=environment)


def fingerprint(root: Path, names: tuple[str, ...]) -> str:
    """A digest of the state of all files below these names; it changes whenever one is written, moved or gone."""
    digest = blake2b(digest_size=16)
    for name in names:
        for line in _states(str(root / name)):
            digest.update(line.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _conversion_fingerprint(root: Path) -> str:
    """What decides whether there is anything to convert: the originals, and which pages there are."""
    pages = blake2b(digest_size=16)
    for folder, folders, files in os.walk(root / "docs" / "articles"):
        folders.sort()
        pages.update(f"{folder}\n{sorted(files)}\n".encode("utf-8", "surrogateescape"))
    return fingerprint(root, ("docs/sources", "docs/registry/sources", "hooks/khizana/convert")) + pages.hexdigest()


def _states(path: str) -> Iterator[str]:
    """A line for each file below a path, in order of names. Bytecode is no input: Python writes it as it runs."""
    try:
        entries = sorted(os.scandir(path), key=lambda entry: entry.name)
    except NotADirectoryError:
        status = os.stat(path)  # noqa: PTH116 - `path` is text because a Path for each of 100,000 files takes a second
        yield f"{path} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}\n"
        return
    except FileNotFoundError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if entry.name != "__pycache__":
                yield from _states(entry.path)
        else:
            status = entry.stat(follow_symlinks=False)
            yield f"{entry.path} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}\n"


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
