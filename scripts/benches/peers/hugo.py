"""Hugo with a theme of equal features, and Pagefind over what it wrote.

Articles with links to tags, entities, outlet and authors, the names in the text linked, related articles and the
neighbours in time; lists of tags, entities, months, outlets and authors, paged at 200; feeds of everything; data files.
What all pages have in common is `partialCached`. The names are linked beforehand: Hugo cannot find them.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from scripts.benches.corpus import Generated
from scripts.benches.peers.ours import append
from scripts.benches.peers.peer import Builder, Content, venv_of
from scripts.benches.synthetic.records import OUTLETS, Known

_MARK = re.compile("\x02(\\d+)\x03([^\x04]+)\x04")
_THEME = Path(__file__).parent / "hugo_theme"
_CONFIG = """\
baseURL = "https://bench.example/"
languageCode = "ar"
defaultContentLanguage = "ar"
title = "خزانة"
uglyURLs = true
paginate = 200
rssLimit = 50
timeout = "600s"
disableKinds = []
[taxonomies]
tag = "tags"
entity = "entities"
month = "months"
outlet = "outlets"
author = "authors"
[outputs]
home = ["HTML", "RSS", "ARTICLES", "MENTIONS"]
section = ["HTML"]
taxonomy = ["HTML"]
term = ["HTML", "RSS"]
[mediaTypes."application/jsonl"]
suffixes = ["jsonl"]
[outputFormats.ARTICLES]
mediaType = "application/jsonl"
baseName = "articles"
isPlainText = true
[outputFormats.MENTIONS]
mediaType = "application/jsonl"
baseName = "mentions"
isPlainText = true
[markup.goldmark.parser.attribute]
title = true
[related]
threshold = 10
includeNewer = true
toLower = false
[[related.indices]]
name = "entities"
weight = 100
[[related.indices]]
name = "tags"
weight = 60
"""
_PAGEFIND = "pagefind[bin]==1.5.2"


def hugo(folder: Path, content: Content) -> Builder | None:
    """Hugo, if Debian's package is installed."""
    program = shutil.which("hugo")
    if program is None:
        return None
    root = folder / "hugo"
    pages = _write(root, content)
    return Builder(
        name="hugo",
        folder=root,
        command=[program, "--quiet"],
        output=root / "public",
        made=[root / "resources"],
        change=lambda number: append(pages[(len(pages) // 2 + number) % len(pages)], number),
        environment={},
    )


def pagefind(folder: Path, content: Content) -> Builder | None:
    """Pagefind over the site that Hugo wrote; its index lies in that site, so the site is built first."""
    programs = venv_of("pagefind", _PAGEFIND)
    root = folder / "hugo"
    if programs is None or not root.exists():
        return None
    command = [str(programs / "python"), "-m", "pagefind", "--site", "public", "--quiet"]
    index = root / "public" / "pagefind"
    return Builder("pagefind", root, command, index, [], lambda number: None, {})


def _write(root: Path, content: Content) -> list[Path]:
    shutil.copytree(_THEME, root / "layouts")
    (root / "hugo.toml").write_text(_CONFIG, encoding="utf-8")
    (root / "config.toml").write_text(_CONFIG, encoding="utf-8")
    known = content.known
    for one in known:
        _term(root, "entities", one.name.id, one.name.label, str(one.record.get("description", "")))
    for tag in content.tagged:
        _term(root, "tags", tag.id, tag.label, str(tag.record.get("description", "")))
    for id, label, _ in OUTLETS:
        _term(root, "outlets", id, label, "")
    pages = []
    for article in content.articles():
        when = f"{article.day:%Y/%m}" if article.day else "undated"
        path = root / "content" / "articles" / when / f"{article.id}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_page(article, known), encoding="utf-8")
        pages.append(path)
    return pages


def _term(root: Path, room: str, id: str, label: str, description: str) -> None:
    path = root / "content" / room / id / "_index.md"
    path.parent.mkdir(parents=True)
    path.write_text(
        json.dumps({"title": label, "description": description}, ensure_ascii=False) + "\n", encoding="utf-8"
    )


def _page(article: Generated, known: tuple[Known, ...]) -> str:
    """Front matter in JSON, which Hugo reads faster than YAML."""
    record = {
        "title": article.title,
        **({"date": article.date} if article.date else {}),
        "description": article.description,
        "tags": article.tags,
        "entities": [known[number].name.id for number in article.named],
        "months": [article.date[:7] or "undated"],
        "outlets": [article.outlet],
        "authors": article.authors,
    }
    linked = "\n\n".join(piece.linked for piece in article.pieces)
    body = _MARK.sub(lambda mark: f"[{mark[2]}](/entities/{known[int(mark[1])].name.id}.html)", linked)
    return json.dumps(record, ensure_ascii=False) + f"\n\n{body}\n"
