"""One article as the catalogue holds it: its record, its rendered pieces, their ids and who is named in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from khizana.article import Article, read_page
from khizana.gazetteer import Gazetteer
from khizana.layout import Layout
from khizana.ledger import Ledger, keep_ids, paragraph_ids, read_ledger
from khizana.problems import Problem, ProblemError
from khizana.profile import Block, render

TITLE = -1


@dataclass(frozen=True)
class Mention:
    """`entity` is named by `text[start:end]` of a block, or of the title where `block` is TITLE.

    `paragraph` is the id of the paragraph around it, `section` that of the section; both may be empty.
    """

    entity: str
    block: int
    start: int
    end: int
    paragraph: str = ""
    section: str = ""


@dataclass(frozen=True)
class Entry:
    """An article with its blocks; `paragraphs[i]` are the ids of the parts of `blocks[i]`, in order.

    `captured` is when the original was brought in, as in the ledger; empty without one. `successors` leads from
    the id of a paragraph that is no more to the one that took its place.
    """

    path: Path
    article: Article
    blocks: tuple[Block, ...]
    paragraphs: tuple[tuple[str, ...], ...]
    mentions: tuple[Mention, ...]
    captured: str = ""
    successors: Mapping[str, str] = field(default_factory=dict)

    @property
    def anchors(self) -> frozenset[str]:
        """Every id a link may point at inside the page."""
        headings = (block.id for block in self.blocks if block.id)
        return frozenset((*headings, *(id for ids in self.paragraphs for id in ids), *self.successors))


def read_entry(path: Path, layout: Layout, names: Gazetteer) -> Entry:
    """The entry of one page. Raises ProblemError where page or ledger cannot be used."""
    article = read_page(_read(path), path)
    if article.id != path.stem:
        raise ProblemError(Problem(path, 0, f"its id is {article.id}; the file must be called {article.id}.md"))
    try:
        blocks = render(article.body)
    except ValueError as error:
        raise ProblemError(Problem(path, 0, str(error))) from None
    ledger = _ledger(layout.ledger(article.id))
    paragraphs = _paragraphs(blocks, ledger)
    mentions = tuple(_mentions(article.title, blocks, paragraphs, names))
    if ledger is None:
        return Entry(path, article, blocks, paragraphs, mentions)
    return Entry(path, article, blocks, paragraphs, mentions, ledger.captured, ledger.successors)


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError:
        raise ProblemError(Problem(path, 0, "is not UTF-8; save it as UTF-8")) from None


def _ledger(path: Path) -> Ledger | None:
    return read_ledger(path) if path.is_file() else None


def _paragraphs(blocks: Sequence[Block], ledger: Ledger | None) -> tuple[tuple[str, ...], ...]:
    texts = [block.text[part.start : part.end] for block in blocks for part in block.parts]
    ids = iter(keep_ids(ledger.paragraphs if ledger else (), list(paragraph_ids(texts))))
    return tuple(tuple(next(ids) for _ in block.parts) for block in blocks)


def _mentions(
    title: str, blocks: Sequence[Block], paragraphs: Sequence[Sequence[str]], names: Gazetteer
) -> Iterator[Mention]:
    for found in names.find(title):
        yield Mention(found.id, TITLE, found.start, found.end)
    section = ""
    for place, block in enumerate(blocks):
        section = block.id or section
        if block.kind in ("heading", "notes"):
            continue
        for found in names.find(block.text):
            around = [id for id, part in zip(paragraphs[place], block.parts, strict=True) if found.start < part.end]
            yield Mention(found.id, place, found.start, found.end, around[0] if around else "", section)
