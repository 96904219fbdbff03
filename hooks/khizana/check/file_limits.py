"""How large a file of content may be, in bytes, by the folder it stands in."""

from __future__ import annotations

_MB = 1 << 20
# The longest article of a newspaper is under 100 KB; a host of repositories refuses files from 100 MB.
LARGEST = {
    "docs/articles/": 2 * _MB,
    "docs/registry/": _MB // 4,
    "docs/assets/images/": _MB,
    "docs/sources/": 48 * _MB,
}
