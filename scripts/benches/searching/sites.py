"""The smallest site that searches: the engine's scripts, one page, the pieces of an index."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from khizana.search import Document, Index, Labels, analyse

ROOT = Path(__file__).resolve().parents[3]
SCRIPTS = ROOT / "docs" / "assets" / "javascripts"
_PAGE = """<!doctype html><html dir="rtl" lang="ar"><meta charset="utf-8"><title>search</title>
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; script-src 'self' file:; style-src 'self' file:">
<script src="assets/javascripts/search-loader.js" defer></script><p>search</p></html>
"""


def make_site(folder: Path, documents: Iterable[Document]) -> dict[str, float]:
    """Write a site; gives CPU seconds and the shares of terms and texts in the UTF-8 bytes of the articles."""
    scripts = folder / "assets" / "javascripts"
    scripts.mkdir(parents=True)
    for script in SCRIPTS.glob("search-*.js"):
        shutil.copy(script, scripts)
    (folder / "page.html").write_text(_PAGE, encoding="utf-8")
    return _write_index(folder / "search", documents)


def _write_index(folder: Path, documents: Iterable[Document]) -> dict[str, float]:
    folder.mkdir()
    seen = [0.0, 0.0]
    index = Index(folder.parent.with_name(f"{folder.parent.name}.sqlite"))
    started = time.process_time()
    index.update(_analysed(documents, seen), (), Labels({}, {}, {}))
    seconds = time.process_time() - started - seen[1]
    sizes: dict[str, int] = {}
    pieces = index.pieces()
    for name, read in pieces.items():
        content = read()
        (folder / name).write_bytes(content)
        sizes[name[0]] = sizes.get(name[0], 0) + len(content)
    index.close()
    terms = sum((folder / name).stat().st_size for name in pieces if name[0] in "thp" and name[1].isdigit())
    return {
        "index_seconds": round(seconds, 2),
        "index_share": round(terms / seen[0], 4),
        "text_share": round(sizes.get("x", 0) / seen[0], 4),
        "files": len(pieces),
        "text_bytes": int(seen[0]),
    }


def _analysed(documents: Iterable[Document], seen: list[float]) -> Iterator[tuple[str, bytes]]:
    """Analysed articles; counts their UTF-8 bytes and the seconds that making them up took."""
    before = time.process_time()
    for document in documents:
        seen[1] += time.process_time() - before
        texts = (document.title, *(text for _, text in (*document.paragraphs, *document.headings)))
        seen[0] += sum(len(text.encode()) for text in texts)
        yield document.id, analyse(document)
        before = time.process_time()


class _Quiet(SimpleHTTPRequestHandler):
    """Connections stay open, as those of every host that sites are published on."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder at an address of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
