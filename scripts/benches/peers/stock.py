"""Material for MkDocs as it comes, with its own advice for large sites: `navigation.prune`, tags and search.

`stock` has the pages in its navigation, by year and month; `stock-small-nav` only the two hand-written ones, which its
documentation does not ask for and which leaves the articles to search and tags. Neither has pages of entities, months
or outlets, related articles, feeds or mentions: it has less to do. `zensical` builds the same folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from scripts.benches.corpus import Generated
from scripts.benches.peers.ours import VENV, append
from scripts.benches.peers.peer import Builder, Content, venv_of

_CONFIG = """\
site_name: خزانة
site_url: https://bench.example/
use_directory_urls: false
theme:
  name: material
  language: ar
  font: false
  features: [navigation.prune, navigation.indexes]
plugins: [search, tags]
markdown_extensions: [attr_list]
"""
_SMALL_NAV = "nav: [index.md, tags.md]\nnot_in_nav: /articles/\n"
_ZENSICAL = "zensical==0.1.2"


def stock(folder: Path, content: Content) -> Builder:
    """The advised configuration."""
    return _builder("stock", folder, content, _CONFIG)


def stock_small_nav(folder: Path, content: Content) -> Builder:
    """The same without articles in the navigation."""
    return _builder("stock-small-nav", folder, content, _CONFIG + _SMALL_NAV)


def zensical(folder: Path, content: Content) -> Builder | None:
    """Zensical on the advised configuration, if it can be installed."""
    programs = venv_of("zensical", _ZENSICAL)
    if programs is None:
        return None
    made = _builder("zensical", folder, content, _CONFIG)
    command = [str(programs / "zensical"), "build", "--clean"]
    return Builder(made.name, made.folder, command, made.output, [made.folder / ".cache"], made.change, {})


def _builder(name: str, folder: Path, content: Content, config: str) -> Builder:
    root = folder / name
    pages = list(_write(root, content))
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    (root / "docs" / "index.md").write_text("# خزانة\n", encoding="utf-8")
    (root / "docs" / "tags.md").write_text("# الوسوم\n\n<!-- material/tags -->\n", encoding="utf-8")
    return Builder(
        name=name,
        folder=root,
        command=[VENV / "bin" / "mkdocs", "build", "--quiet"],
        output=root / "site",
        made=[],
        change=lambda number: append(pages[(len(pages) // 2 + number) % len(pages)], number),
        environment={"NO_MKDOCS_2_WARNING": "1"},
    )


def _write(root: Path, content: Content) -> Iterator[Path]:
    for article in content.articles():
        when = f"{article.day:%Y/%m}" if article.day else "undated"
        path = root / "docs" / "articles" / when / f"{article.id}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_page(article), encoding="utf-8")
        yield path


def _page(article: Generated) -> str:
    tags = "".join(f"\n  - {tag}" for tag in article.tags)
    return f"---\ntitle: '{article.title}'\ndescription: '{article.description}'\ntags:{tags}\n---\n\n{article.body}"
