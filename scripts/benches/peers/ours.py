"""Khizana itself, run as people run it: `make site`; and an empty site of MkDocs, the least it can take."""

from __future__ import annotations

import sys
from pathlib import Path

from khizana.layout import Layout
from scripts.benches.peers.peer import Builder, Content

VENV = Path(sys.executable).parent.parent
_EMPTY = """\
site_name: empty
use_directory_urls: false
plugins: []
theme: {name: material, font: false}
"""
_SENTENCE = "\n\nهذه جملة أضيفت إلى المقال رقم {number} لأنه تغير.\n"


def ours(folder: Path, content: Content) -> Builder:
    """The archive, as `make site` builds it."""
    root = folder / "khizana"
    content.write_archive(root)
    pages = sorted(Layout(root).articles.rglob("*.md"))
    return Builder(
        name="khizana",
        folder=root,
        command=["make", "site", f"VENV={VENV}", "-o", f"{VENV}/.ready-site"],
        output=root / "site",
        made=[root / ".khizana"],
        change=lambda number: append(pages[(len(pages) // 2 + number) % len(pages)], number),
        environment={"PYTHONPATH": str(root / "hooks"), "NO_MKDOCS_2_WARNING": "1", "CI": ""},
    )


def append(page: Path, number: int) -> None:
    """Edit number `number`: a new sentence at the end of a text."""
    page.write_text(page.read_text(encoding="utf-8") + _SENTENCE.format(number=number), encoding="utf-8")


def empty(folder: Path, content: Content) -> Builder:
    """One page and the theme: what MkDocs takes to do nothing."""
    root = folder / "empty"
    (root / "docs").mkdir(parents=True)
    (root / "docs" / "index.md").write_text("# empty\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text(_EMPTY, encoding="utf-8")
    return Builder(
        name="empty",
        folder=root,
        command=[VENV / "bin" / "mkdocs", "build", "--quiet"],
        output=root / "site",
        made=[],
        change=lambda number: None,
        environment={"NO_MKDOCS_2_WARNING": "1"},
    )
