"""The registry as the last build read it, for as long as no file of it was touched: YAML takes its time."""

from __future__ import annotations

import os
import time
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct

from khizana.publish.cache import Cache
from khizana.publish.touched import is_fresh, signature
from khizana.registry import Registry, read_registry


class _Known(Struct, frozen=True):
    state: bytes
    registry: Registry


def known_registry(folder: Path, cache: Cache, code: bytes) -> Registry:
    """The registry in a folder. Raises ProblemError where it is wrong, DamagedError where the cache is."""
    state = _state(folder, code)
    known = cache.fact("registry", _Known)
    if known and state and known.state == state:
        return known.registry
    registry = read_registry(folder)
    cache.put_fact("registry", _Known(state, registry))
    return registry


def _state(folder: Path, code: bytes) -> bytes:
    """A digest of the state of all files; empty where one was touched so shortly ago that it might not show."""
    began, digest = time.time_ns(), blake2b(code, digest_size=16)
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            state = signature(f"{place}/{name}")
            if is_fresh(state, began):
                return b""
            digest.update(os.fsencode(f"{place}/{name}\n") + state)
    return digest.digest()
