"""The end of a process that knows much."""

from __future__ import annotations

import ctypes
import gc


def leave_to_the_system(held: object) -> None:
    """Let what a build knows end with the process: taking thousands of records down one by one is slow.

    The reference that is taken here is never given back.
    """
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(held))
    gc.freeze()
