"""The door: a file's bytes become text once, strictly, or the file is refused with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from khizana.ledger import visible
from khizana.problems import Problem, ProblemError

READABLE = (".txt",)
LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True)
class Original:
    """A capture as it was found: `text` is decoded but otherwise untouched, so offsets into it are stable."""

    path: Path
    data: bytes
    sha256: str
    text: str


def open_original(path: Path) -> Original:
    """Read and decode one capture. Raises ProblemError where it cannot be an article's text."""
    if path.is_symlink() or not path.is_file():
        raise _refused(path, "is not a regular file; give the file itself")
    if path.suffix.lower() not in READABLE:
        raise _refused(path, f"is not of a kind that can be read ({', '.join(READABLE)}); save it as plain text")
    try:
        if path.stat().st_size > LARGEST:
            raise _refused(path, f"is larger than {LARGEST >> 20} MiB; cut it into articles")
        data = path.read_bytes()
    except OSError as error:
        raise _refused(path, f"cannot be read ({error.strerror}); check its permissions") from None
    text = _decode(path, data)
    if not visible(text):
        raise _refused(path, "has no text in it; remove it or capture the page again")
    return Original(path, data, sha256(data).hexdigest(), text)


def _decode(path: Path, data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ProblemError(Problem(path, line, "is not UTF-8 text; save it as UTF-8")) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ProblemError(Problem(path, line, "holds NUL characters, so it is not text; capture the page again"))
    return text


def _refused(path: Path, message: str) -> ProblemError:
    return ProblemError(Problem(path, 0, message))
