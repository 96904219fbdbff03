"""Search: the analyser, and an index in pieces that a browser reads without a server.

`analyse` turns one article into what the index needs of it; `Index` keeps the index between builds and gives the
pieces. The engine that reads them is in `browser/`; `docs/development/search.md` tells why
things are as they are.
"""

from khizana.search.document import Document, Labels, analyse
from khizana.search.index import Index

__all__ = ["Document", "Index", "Labels", "analyse"]
