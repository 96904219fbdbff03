"""One article as the catalogue holds it: its record, its rendered pieces, their ids and who is named in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from khizana.article import Article, read_page
from khizana.catalogue.mentions import TITLE, Matcher, Mention
from khizana.layout import ARTICLE_ID, Layout
from khizana.ledger import Ledger, keep_ids, paragraph_ids, read_ledger
from khizana.problems import Problem, ProblemError
from khizana.profile import Block, render

__all__ = ["TITLE", "Entry", "Mention", "read_entry"]


@dataclass(frozen=True)
class Entry:
    """An article with its blocks; `paragraphs[i]` are the ids of the parts of `blocks[i]`, in order.

    `doubts` are names that may or may not be meant. `captured` is when the original was brought in, as in the
    ledger; empty without one. `successors` leads from the id of a paragraph that is no more to the one that took
    its place.
    """

    path: Path
    article: Article
    blocks: tuple[Block, ...]
    paragraphs: tuple[tuple[str, ...], ...]
    mentions: tuple[Mention, ...]
    captured: str = ""
    doubts: tuple[Mention, ...] = ()
    successors: Mapping[str, str] = field(default_factory=dict)

    @property
    def anchors(self) -> frozenset[str]:
        """Every id a link may point at inside the page."""
        headings = (block.id for block in self.blocks if block.id)
        return frozenset((*headings, *(id for ids in self.paragraphs for id in ids), *self.successors))


def read_entry(path: Path, layout: Layout, names: Matcher) -> Entry:
    """The entry of one page. Raises ProblemError where page or ledger cannot be used."""
    article = read_page(read_text(path), path)
    if not ARTICLE_ID.fullmatch(article.id):
        raise ProblemError(Problem(path, 0, f"its id, {article.id}, is none; restore the one it was given"))
    if article.id != path.stem:
        raise ProblemError(Problem(path, 0, f"its id is {article.id}; the file must be called {article.id}.md"))
    try:
        blocks = render(article.body)
    except ValueError as error:
        raise ProblemError(Problem(path, 0, str(error))) from None
    ledger = _ledger(layout.ledger(article.id))
    paragraphs = _paragraphs(blocks, ledger)
    reading = names.read(article, blocks, paragraphs)
    return Entry(
        path,
        article,
        blocks,
        paragraphs,
        tuple(reading.mentions),
        captured=ledger.captured if ledger else "",
        doubts=tuple(reading.doubts),
        successors=ledger.successors if ledger else {},
    )


def read_text(path: Path) -> str:
    """The text of a page as it stands in its file. Raises ProblemError where that is no file or not UTF-8."""
    if path.is_symlink() or not path.is_file():
        raise ProblemError(Problem(path, 0, "is not a regular file; put the page itself here"))
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
