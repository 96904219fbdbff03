"""The one maker of archives for measuring: `python scripts/bench.py corpus --articles 10000 --out DIR`.

Everything is made up, from a seed: the same seed, entities and tags give the same archive, and article number n does
not depend on how many there are. Lengths are those of news (log-normal, median 2.1 KB and mean 3.1 KB of UTF-8);
words, entities and tags are drawn by Zipf's law. What is written is a whole archive as `make new-archive` makes one,
with pages, originals, ledgers and the registry; `--pages-only` leaves originals out.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import click

from khizana.layout import Layout
from khizana.ledger import paragraph_ids
from scripts.benches.synthetic.articles import Generated, Writer
from scripts.benches.synthetic.records import entities, tags, write_registry

__all__ = ["Corpus", "Generated", "articles", "page_of", "write_archive", "write_article"]
ENTITIES, TAGS, SEED = 2_000, 300, 1
ADDRESS = "https://bench.example/"
_CAPTURED = "2025-01-01T00:00:00Z"


@dataclass(frozen=True)
class Corpus:
    """What an archive for measuring is made of; `articles` counts them."""

    articles: int
    entities: int = ENTITIES
    tags: int = TAGS
    seed: int = SEED


def articles(
    count: int, *, seed: int = SEED, entities: int = ENTITIES, tags: int = TAGS, first: int = 0
) -> Iterator[Generated]:
    """Articles number `first` to `first + count - 1`, one after another."""
    writer = writer_of(Corpus(count, entities, tags, seed))
    return (writer.article(index) for index in range(first, first + count))


def writer_of(corpus: Corpus) -> Writer:
    """What writes the articles of a corpus, one by its number."""
    return Writer(corpus.seed, entities(corpus.seed, corpus.entities), tags(corpus.seed, corpus.tags))


def page_of(article: Generated, sha256: str = "0" * 64) -> str:
    """The page of an article, front matter and body, as the converter would write it."""
    lines = [
        f"title: '{article.title}'",
        *([f"date: {article.date}"] if article.date else []),
        *_listed("tags", article.tags),
        *_listed("authors", article.authors),
        f"description: '{article.description}'",
        f"id: {article.id}",
        "format: 1",
        "source:",
        *(f"  {name}: {value}" for name, value in _source(article, sha256).items()),
    ]
    return "---\n" + "\n".join(lines) + f"\n---\n\n{article.body}"


def _listed(name: str, values: Sequence[str]) -> list[str]:
    return [f"{name}:", *(f"- {value}" for value in values)] if values else []


def _source(article: Generated, sha256: str) -> dict[str, str]:
    return {
        "outlet": article.outlet,
        "url": f"https://{article.outlet}.example/{article.index}",
        "file": f"{_place(article)}.txt",
        "sha256": sha256,
        "date_printed": f"'{article.date[:10]}'",
    }


def _place(article: Generated) -> str:
    return f"{article.day:%Y/%m}/{article.id}" if article.day else f"undated/{article.id}"


def write_article(article: Generated, layout: Layout, *, originals: bool = True) -> int:
    """Write the page of an article, and with `originals` its original and ledger. Gives the bytes of the page's body.

    Nothing is flushed to the disk: this makes many files for a measurement and loses nothing anybody needs.
    """
    place = _place(article)
    original, spans = _original(article) if originals else ("", [])
    data = original.encode()
    digest = sha256(data).hexdigest()
    page = page_of(article, digest)
    _write(f"{layout.articles}/{place}.md", page.encode())
    if originals:
        _write(f"{layout.sources}/{place}.txt", data)
        _write(f"{layout.sources}/{place}.ledger.json", _ledger(article, digest, spans, page).encode())
    return len(article.body.encode())


def _write(path: str, data: bytes) -> None:
    with Path(path).open("wb", buffering=0) as file:
        file.write(data)


def _original(article: Generated) -> tuple[str, list[tuple[int, int, str, str]]]:
    """The capture the article could have come from, and what became of it: all of it is kept."""
    texts = [(article.title, "title")]
    ids = paragraph_ids(article.paragraphs)
    for piece in article.pieces:
        texts += [(text, piece.id or next(ids)) for text in piece.texts]
    spans: list[tuple[int, int, str, str]] = []
    start = 0
    for text, where in texts:
        spans.append((start, start + len(text), "kept" if spans else "metadata", where))
        start += len(text) + 2
    return "\n\n".join(text for text, _ in texts) + "\n", spans


def _ledger(article: Generated, digest: str, spans: list[tuple[int, int, str, str]], page: str) -> str:
    """A ledger `khizana.ledger.read_ledger` reads, on one line: indenting it takes longer than all the rest."""
    record = {
        "format": 1,
        "id": article.id,
        "source": {**_source(article, digest), "date_printed": article.date[:10]},
        "captured": _CAPTURED,
        "converter": 1,
        "spans": spans,
        "sections": {piece.texts[0]: piece.id for piece in article.pieces if piece.kind == "heading"},
        "paragraphs": [where for *_, where in spans if where.startswith("p-")],
        "generated": page.split("\n"),
        "sketch": [],
    }
    return json.dumps(record, ensure_ascii=False)


def write_archive(root: Path, corpus: Corpus, *, originals: bool = True, machinery: bool = True) -> Iterator[int]:
    """Make the archive of a corpus in the new folder `root`; gives the bytes of each article's body as it is written.

    Without `machinery` there are only docs/articles, docs/sources and docs/registry.
    """
    if machinery:
        new_machinery(root)
    layout = Layout(root)
    write_registry(layout.registry, entities(corpus.seed, corpus.entities), tags(corpus.seed, corpus.tags))
    made: set[str] = set()
    for article in articles(corpus.articles, seed=corpus.seed, entities=corpus.entities, tags=corpus.tags):
        folder = _place(article).rpartition("/")[0]
        if folder not in made:
            made.add(folder)
            (layout.articles / folder).mkdir(parents=True, exist_ok=True)
            (layout.sources / folder).mkdir(parents=True, exist_ok=True)
        yield write_article(article, layout, originals=originals)


def new_machinery(root: Path) -> None:
    """An empty archive as `make new-archive` makes it, with an address, so that feeds and sitemap are made too."""
    from scripts.new_archive import main as new_archive

    assert new_archive.callback
    new_archive.callback(root)
    config = root / "mkdocs.yml"
    config.write_text(f"site_url: {ADDRESS}\n{config.read_text(encoding='utf-8')}", encoding="utf-8")


@click.command()
@click.option("--articles", "count", default=1_000, show_default=True, help="How many articles.")
@click.option("--entities", "entity_count", default=ENTITIES, show_default=True, help="Records of entities.")
@click.option("--tags", "tag_count", default=TAGS, show_default=True, help="Records of tags.")
@click.option("--seed", default=SEED, show_default=True, help="Another seed, another archive.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="A new or empty folder.")
@click.option("--pages-only", is_flag=True, help="No originals and ledgers.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def bench(count: int, entity_count: int, tag_count: int, seed: int, out: Path, pages_only: bool, as_json: bool) -> None:
    """Make an archive of made-up articles for measuring."""
    begun = time.monotonic()
    corpus = Corpus(count, entity_count, tag_count, seed)
    sizes = sorted(write_archive(out, corpus, originals=not pages_only))
    seconds = time.monotonic() - begun
    figures = {
        "articles": count,
        "text_bytes": sum(sizes),
        "mean_bytes": round(sum(sizes) / max(1, count)),
        "median_bytes": sizes[count // 2] if sizes else 0,
        "seconds": round(seconds, 2),
        "articles_per_s": round(count / seconds),
    }
    click.echo(json.dumps(figures) if as_json else "\n".join(f"{key:16} {value}" for key, value in figures.items()))
