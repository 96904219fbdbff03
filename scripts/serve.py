"""A preview that follows every change: `make serve`.

    python scripts/serve.py [--port 8000]

Serves .khizana/preview, a site of its own that is built as the real one is, whatever problems there are. Whenever a
file below docs/ or hooks/ changes, or mkdocs.yml, what depends on it is built again and the open pages reload.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import click
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

ROOT = Path(__file__).resolve().parent.parent
PREVIEW = ROOT / ".khizana" / "preview"
FOLDERS = (ROOT / "docs", ROOT / "hooks")
SETTINGS = ROOT / "mkdocs.yml"
_QUIET = 0.2  # seconds without another change before a build begins
# A page asks for its version as a script, the one thing its content policy lets it load; a new one reloads it.
_RELOAD = """(function ask(known) {
  window.khizanaVersion = function (now) { if (known && now !== known) location.reload(); known = now; };
  setInterval(function () {
    var script = document.createElement("script");
    script.src = "/__version.js?" + Date.now();
    script.onload = script.onerror = function () { script.remove(); };
    document.head.append(script);
  }, 700);
})(0);"""
_TAG = b'<script src="/__reload.js"></script></body>'


class Preview(FileSystemEventHandler):
    """Builds the preview when files change, one build at a time; `version` counts the builds."""

    def __init__(self) -> None:
        self.version = 1
        self._changed = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        paths = [Path(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path]
        if event.event_type in ("created", "modified", "deleted", "moved") and any(map(_is_of_the_site, paths)):
            self._changed.set()

    def follow(self) -> None:
        """Build for ever, once for each burst of changes."""
        while True:
            self._changed.wait()
            while self._changed.is_set():
                self._changed.clear()
                self._changed.wait(_QUIET)
            self.build()

    def build(self) -> None:
        subprocess.call([sys.executable, str(ROOT / "scripts" / "site.py"), "--preview"], cwd=ROOT)
        self.version += 1


def _is_of_the_site(path: Path) -> bool:
    return "__pycache__" not in path.parts and (path == SETTINGS or any(map(path.is_relative_to, FOLDERS)))


class Handler(SimpleHTTPRequestHandler):
    """Serves the preview as it is on disk, with the script that reloads it."""

    def __init__(self, *arguments: object, preview: Preview, **options: object) -> None:
        self._preview = preview
        super().__init__(*arguments, directory=str(PREVIEW), **options)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/__version.js":
            self._send(b"khizanaVersion(%d)" % self._preview.version, "text/javascript")
        elif path == "/__reload.js":
            self._send(_RELOAD.encode(), "text/javascript")
        elif path.endswith((".html", "/")):
            self._send_page(Path(self.translate_path(path)))
        else:
            super().do_GET()

    def _send_page(self, file: Path) -> None:
        page = file / "index.html" if file.is_dir() else file
        status = 200 if page.is_file() else 404
        content = (page if status == 200 else PREVIEW / "404.html").read_bytes()
        self._send(content.replace(b"</body>", _TAG), "text/html; charset=utf-8", status)

    def _send(self, content: bytes, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *arguments: object) -> None:
        pass


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--port", default=8000, show_default=True, help="Where to listen, on this machine only.")
def main(port: int) -> None:
    """Serve the archive and follow its changes, until interrupted."""
    preview = Preview()
    observer = Observer()
    for folder in FOLDERS:
        observer.schedule(preview, str(folder), recursive=True)
    observer.schedule(preview, str(SETTINGS.parent))
    observer.start()
    preview.build()
    threading.Thread(target=preview.follow, daemon=True).start()
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, preview=preview))
    except OSError as error:
        sys.exit(f"Cannot listen on port {port} ({error.strerror}); choose another: --port {port + 1}")
    click.echo(f"Preview: http://127.0.0.1:{port}/ (Ctrl-C ends it)")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        observer.stop()


if __name__ == "__main__":
    main()
