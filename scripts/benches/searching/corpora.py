"""What searches are measured on: texts and queries of a file, of the samples, of our own set, or made up."""

from __future__ import annotations

import json
import os
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from khizana.article import read_page
from khizana.ledger import paragraph_ids
from khizana.search import Document
from scripts.benches.corpus import articles

ROOT = Path(__file__).resolve().parents[3]
OWN = ROOT / "tests" / "search" / "quality.json"
MADE_UP = 200


@dataclass(frozen=True)
class Text:
    """A text to be found."""

    id: str
    title: str
    body: str


@dataclass(frozen=True)
class Query:
    """A query of some kind, and the texts that answer it."""

    kind: str
    text: str
    right: frozenset[str]


def samples() -> Path:
    """Where the samples are; they need not be there."""
    return Path(os.environ.get("KHIZANA_SAMPLES", ROOT.parent / "shared" / "samples"))


def from_files(corpus: Path, queries: Path) -> tuple[list[Text], list[Query]]:
    """A corpus of JSON lines (id, title, text) and a list of queries (kind, text, id)."""
    lines = [json.loads(line) for line in corpus.read_text(encoding="utf-8").split("\n") if line.strip()]
    texts = [Text(str(line["id"]), line.get("title") or "", line.get("text") or "") for line in lines]
    same = _same_bodies(texts)
    asked = json.loads(queries.read_text(encoding="utf-8"))
    return texts, [Query(one["kind"], one["text"], _right(one["id"], same)) for one in asked]


def _right(id: object, same: dict[str, frozenset[str]]) -> frozenset[str]:
    ids = id if isinstance(id, list) else [id]
    return frozenset().union(*(same.get(str(one), frozenset((str(one),))) for one in ids))


def _same_bodies(texts: Iterable[Text]) -> dict[str, frozenset[str]]:
    """A right answer with the same body counts."""
    by_body: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        by_body[text.body.strip()].add(text.id)
    return {id: frozenset(ids) for ids in by_body.values() for id in ids}


def from_samples(folder: Path) -> tuple[list[Text], list[Query]]:
    """The newspaper articles of a day and encyclopedic paragraphs, with their queries."""
    with zipfile.ZipFile(folder / "news" / "2015-07-31.zip") as packed:
        news = json.loads(packed.read(packed.namelist()[0]))
    texts = [Text(f"n{number}", one["title"] or "", one["content"] or "") for number, one in enumerate(news)]
    same = _same_bodies(texts)
    asked = json.loads((folder / "search" / "known-items.json").read_text(encoding="utf-8"))
    queries = [Query(one["kind"], one["text"], same[f"n{one['index']}"]) for one in asked]
    for subject, paragraph in _passages(folder / "search" / "arcd-train.json"):
        id = f"q{len(texts)}"
        texts.append(Text(id, subject, paragraph["context"]))
        queries += [Query("questions", one["question"], frozenset((id,))) for one in paragraph["qas"]]
    return texts, queries


def _passages(path: Path) -> Iterator[tuple[str, dict]]:  # type: ignore[type-arg]
    for subject in json.loads(path.read_text(encoding="utf-8"))["data"]:
        yield from ((subject.get("title", ""), paragraph) for paragraph in subject["paragraphs"])


def own() -> tuple[list[Text], list[Query]]:
    """The articles of this archive and made-up ones, with the committed queries over them."""
    pages = sorted((ROOT / "docs" / "articles").glob("**/*.md"))
    texts = [_of_page(page) for page in pages]
    texts += [Text(one.id, one.title, "\n".join(text for _, text in one.paragraphs)) for one in made_up(MADE_UP)]
    held = json.loads(OWN.read_text(encoding="utf-8"))
    return texts, [Query(one["kind"], one["text"], frozenset((one["id"],))) for one in held]


def _of_page(page: Path) -> Text:
    text = page.read_text(encoding="utf-8")
    return Text(page.stem, read_page(text, page).title, text.split("\n---\n", 1)[1])


def document_of(text: Text) -> Document:
    """A text as the site would give it to the index."""
    paragraphs = tuple((f"p-{n:06}", line) for n, line in enumerate(text.body.split("\n")) if line.strip())
    return Document(text.id, f"articles/{text.id}.html", text.title, "", "", (), (), (), (), paragraphs)


def text_of(document: Document) -> Text:
    """A document as other engines take it."""
    paragraphs = (text for _, text in (*document.headings, *document.paragraphs))
    return Text(document.id, document.title, "\n".join(paragraphs))


def made_up(count: int) -> Iterator[Document]:
    """Articles of the generator, as the site would give them to the index."""
    for one in articles(count):
        named = tuple(f"e-{number}" for number in dict.fromkeys(one.named))
        texts = [(piece.id, text, piece.kind) for piece in one.pieces for text in piece.texts]
        headings = tuple((id, text) for id, text, kind in texts if kind == "heading")
        body = [text for _, text, kind in texts if kind != "heading"]
        paragraphs = tuple(zip(paragraph_ids(body), body, strict=True))
        url = f"articles/{one.date[:4] or 'undated'}/{one.date[5:7]}/{one.id}.html"
        yield Document(one.id, url, one.title, one.date, one.outlet, tuple(one.tags), named, (), headings, paragraphs)
