"""A day of a real newspaper, where the samples are: 2,181 articles, converted as any capture is, without a registry."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from khizana.article import Article, read_page
from khizana.layout import Layout
from scripts.benches.corpus import Generated, new_machinery
from scripts.benches.peers.peer import ROOT, Content
from scripts.benches.synthetic.articles import Piece

SAMPLES = Path(os.environ.get("KHIZANA_SAMPLES", ROOT.parent / "shared" / "samples"))
NEWS = SAMPLES / "news" / "2015-07-31.zip"


def news(folder: Path) -> Content:
    """The articles, converted once into an archive in `folder`, from which all builders get them."""
    root = folder / "converted"
    _convert(root)
    pages = sorted(Layout(root).articles.rglob("*.md"))
    return Content(len(pages), _convert, lambda: _articles(pages))


def _convert(root: Path) -> None:
    """An archive of these articles alone. What the conversion refuses is left out for all builders alike."""
    new_machinery(root)
    command = [sys.executable, "scripts/build.py", "--accept-removals", str(NEWS)]
    environment = {**os.environ, "PYTHONPATH": str(root / "hooks")}
    subprocess.run(
        command, cwd=root, env=environment, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _articles(pages: list[Path]) -> Iterator[Generated]:
    for index, path in enumerate(pages):
        yield _generated(index, read_page(path.read_text(encoding="utf-8"), path))


def _generated(index: int, article: Article) -> Generated:
    return Generated(
        index=index,
        id=article.id,
        title=article.title.replace("'", "’"),
        day=article.day,
        date=article.date.isoformat() if article.date else "",
        outlet=article.source.outlet,
        authors=article.authors,
        tags=article.tags,
        named=(),
        pieces=(Piece("paragraph", article.body.strip(), article.body.strip(), (article.description,)),),
    )
