"""What changes beside the archive: settings, theme, code; and what goes wrong with a cache or a site."""

from __future__ import annotations

import random

from khizana.settings import Settings
from scripts.benches.looked.editor import Editor


def set_length(editor: Editor) -> str:
    """Longer or shorter lists."""
    editor.around.settings = Settings(entries_per_page=editor.rng.choice((3, 7, 12)), latest=editor.rng.randint(1, 9))
    return str(editor.around.settings.entries_per_page)


def move_site(editor: Editor) -> str:
    """Another address, or none, and another name."""
    editor.around.address = editor.rng.choice(("", "https://bench.example/", "https://other.example/archive/"))
    editor.around.name = editor.rng.choice(("خزانة", "أرشيف"))
    return editor.around.address or "nowhere"


def change_theme(editor: Editor) -> str:
    """Another shell."""
    editor.around.theme += 1
    return str(editor.around.theme)


def change_code(editor: Editor) -> str:
    """Another version of the library, which renders the same."""
    editor.around.code = str(editor.number).encode()
    return str(editor.number)


def lose_cache(editor: Editor) -> str:
    """The cache is gone, cut, garbled, or one of another day."""
    file = editor.layout.cache / "site.sqlite"
    if not file.exists():
        return ""
    data = file.read_bytes()
    for beside in file.parent.glob("site.sqlite-*"):
        beside.unlink()
    kind = editor.rng.choice(("gone", "cut", "garbled", "older", "empty"))
    if kind == "gone":
        file.unlink()
    elif kind == "cut":
        file.write_bytes(data[: editor.rng.randrange(len(data))])
    elif kind == "garbled":
        file.write_bytes(_garbled(data, editor.rng))
    elif kind == "older":
        editor.older_cache, older = data, editor.older_cache
        file.write_bytes(older or data)
    else:
        file.write_bytes(b"")
    return kind


def harm_site(editor: Editor) -> str:
    """A file of the site is changed, or gone, or all of it is."""
    files = [path for path in sorted(editor.site.rglob("*")) if path.is_file()]
    if not files:
        return ""
    path = editor.rng.choice(files)
    editor.tampered.add(path.relative_to(editor.site).as_posix())
    if editor.rng.random() < 0.5:
        path.unlink()
    else:
        text = path.read_bytes()
        path.unlink()
        path.write_bytes(text[::-1])
    return path.name


def _garbled(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 20, 400))):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)
