"""Whether files were touched since they were last read: asked of their size, moments and inode, as git does it."""

from __future__ import annotations

import os
import struct

_SIGNATURE = struct.Struct("<qqqq")
_SETTLED = 2 * 10**9  # nanoseconds after which a change would show in a file's moments on any file system


def signature(path: str) -> bytes:
    """The state of a file; empty where there is none. Signatures of several files are joined by `+`."""
    try:
        status = os.stat(path, follow_symlinks=False)  # noqa: PTH116 - asked of every file of the archive
    except OSError:
        return b""
    return _SIGNATURE.pack(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def is_fresh(signatures: bytes, began: int) -> bool:
    """Whether one of these files was changed so shortly before `began` that another change might not show."""
    return any(
        max(changed, touched) > began - _SETTLED for _, changed, touched, _ in _SIGNATURE.iter_unpack(signatures)
    )
