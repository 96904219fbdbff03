"""What people do to the rest of an archive's folder: settings, templates, style sheets, hand-written pages."""

from __future__ import annotations

import re

from scripts.benches.looked.editor import Editor


def set_in_config(editor: Editor) -> str:
    """Other lengths of lists, another name or address of the site."""
    setting, values = editor.rng.choice(
        (
            ("    entries_per_page: ", ("5", "20", "100")),
            ("    latest: ", ("2", "6")),
            ("site_name: ", ("خزانة", "أرشيف")),
            ("site_url: ", ("https://bench.example/", "https://other.example/archive/")),
        )
    )
    value = editor.rng.choice(values)
    config = editor.layout.root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(re.sub(rf"(?m)^{setting}\S+", f"{setting}{value}", text), encoding="utf-8")
    return f"{setting.strip()} {value}"


def change_template(editor: Editor) -> str:
    """A template of the library or of the theme, or a style sheet."""
    root = editor.layout.root
    name, comment = editor.rng.choice(
        (
            ("hooks/khizana/publish/templates/article.html", "<!-- {} -->"),
            ("hooks/khizana/publish/templates/entity.html", "<!-- {} -->"),
            ("docs/assets/stylesheets/khizana.css", "/* {} */"),
        )
    )
    path = root / name
    path.write_text(path.read_text(encoding="utf-8") + comment.format(editor.number) + "\n", encoding="utf-8")
    return name


def write_by_hand(editor: Editor) -> str:
    """A new hand-written page, or one more line in it."""
    path = editor.layout.docs / "notes.md"
    text = path.read_text(encoding="utf-8") if path.exists() else "# ملاحظات\n"
    path.write_text(f"{text}\nسطر رقمه {editor.number}، و[مقال](articles/{_some(editor)}).\n", encoding="utf-8")
    config = editor.layout.root / "mkdocs.yml"
    settings = config.read_text(encoding="utf-8")
    if path.name not in settings:
        config.write_text(settings.replace("  /articles/\n", f"  /articles/\n  {path.name}\n", 1), encoding="utf-8")
    return path.name


def _some(editor: Editor) -> str:
    return editor.page().relative_to(editor.layout.articles).as_posix()
