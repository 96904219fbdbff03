"""Archives under git for the tests of the check, and small pictures."""

from __future__ import annotations

import os
import struct
import subprocess
import zlib
from pathlib import Path

from tests.support.archive import Archive, fixture_archive

RULE_CASES = Path(__file__).parent / "rules"
_NOBODY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    **{f"GIT_{who}_NAME": "editor" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_EMAIL": "editor@example.org" for who in ("AUTHOR", "COMMITTER")},
}


def git(root: Path, *arguments: str, stdin: bytes = b"") -> str:
    """What git says of the repository at `root`."""
    command = ["git", "-C", str(root), "-c", "gc.auto=0", *arguments]
    done = subprocess.run(command, input=stdin, env=os.environ | _NOBODY, capture_output=True, check=True)
    return done.stdout.decode().strip()


def checked_archive(root: Path) -> Archive:
    """The fixture archive, converted."""
    return fixture_archive(root, machinery=False)


def under_git(archive: Archive) -> Archive:
    """The archive in a repository of its own, everything committed to `main`."""
    git(archive.root, "init", "--quiet", "-b", "main")
    commit(archive)
    return archive


def commit(archive: Archive) -> None:
    """Commit everything as it stands."""
    git(archive.root, "add", "-A")
    git(archive.root, "commit", "--quiet", "--allow-empty", "-m", "change")


def png(width: int, height: int) -> bytes:
    """A grey picture; of a large one there is only the head."""
    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)) if width * height < 10_000 else b"")
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    packed = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


PNG = png(8, 8)
