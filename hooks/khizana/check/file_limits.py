"""How large a file of content may be, in bytes."""

from __future__ import annotations

_MB = 1 << 20
# The longest article of a newspaper is under 100 KB, and its ledger three times as large as the article; a host of
# repositories refuses files from 100 MB.
_LARGEST = {
    "docs/articles/": 2 * _MB,
    "docs/registry/": _MB // 4,
    "docs/assets/images/": _MB,
    "docs/sources/": 48 * _MB,
}
_LARGEST_LEDGER = 8 * _MB


def largest(path: str) -> int:
    """How large the file at a path from the folder of the archive may be; 0 where nobody minds."""
    if path.startswith("docs/sources/") and path.endswith(".ledger.json"):
        return _LARGEST_LEDGER
    return next((size for folder, size in _LARGEST.items() if path.startswith(folder)), 0)
