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
    for _, state in _states(f"{root}/", name):
        digest.update(state)
    return digest.hexdigest()


def _fingerprints(root: Path) -> tuple[str, str]:
    """What the site is made of, and what decides whether there is anything to convert: the originals, the code, and
    which pages there are.
    """
    everything, conversion = blake2b(digest_size=16), blake2b(digest_size=16)
    for name in _MADE_OF:
        for path, state in _states(f"{root}/", name):
            everything.update(state)
            if path.startswith(_CONVERTED):
                conversion.update(state)
            elif path.startswith("docs/articles/"):
                conversion.update(os.fsencode(path))
    return everything.hexdigest(), conversion.hexdigest()


def _states(root: str, path: str) -> Iterator[tuple[str, bytes]]:
    """Path and state of each file below a path, in order of names. Bytecode is no input: Python writes it as it runs.

    Paths are text because a Path for each of 100,000 files takes a second.
    """
    try:
        entries = sorted(os.scandir(root + path), key=lambda entry: entry.name)
    except NotADirectoryError:
        yield path, _state(path, os.stat(root + path))  # noqa: PTH116
        return
    except FileNotFoundError:
        return
    for entry in entries:
        below = f"{path}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            if entry.name != "__pycache__":
                yield from _states(root, below)
        else:
            yield below, _state(below, entry.stat(follow_symlinks=False))


def _state(path: str, status: os.stat_result) -> bytes:
    state = f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}\n"
    return os.fsencode(f"{path} {state}")


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
