"""One page as the rules see it: read, parsed and rendered once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from khizana.article import Article, read_page
from khizana.catalogue.entry import read_text
from khizana.layout import Layout
from khizana.ledger import Ledger, keep_ids, paragraph_ids, read_ledger
from khizana.problems import Problem, ProblemError
from khizana.profile import Block, render


@dataclass(frozen=True)
class Line:
    """Some text a reader sees, as it is written: `column` is where it begins on the line of the file.

    `key` names the key of the front matter it stands under; in the body it is empty.
    """

    number: int
    column: int
    text: str
    key: str = ""


@dataclass(frozen=True)
class Checked:
    """A page that can be read. `text` is the file with LF line ends and without a byte order mark.

    `tidy`: is the file saved just so?
    """

    path: Path
    text: str
    article: Article
    blocks: tuple[Block, ...]
    ledger: Ledger | None
    tidy: bool = True

    @cached_property
    def body_line(self) -> int:
        """The line of the file the body begins at."""
        return self.text[: len(self.text) - len(self.article.body)].count("\n") + 1

    @cached_property
    def body(self) -> tuple[Line, ...]:
        """The lines of the body that are not empty."""
        lines = self.article.body.split("\n")
        return tuple(Line(number, 1, line) for number, line in enumerate(lines, self.body_line) if line.strip())

    @cached_property
    def prose(self) -> tuple[Line, ...]:
        """Everything readers see: title, description and authors, then the lines of the body."""
        return (*self._matter(), *self.body)

    def line_of(self, key: str) -> int:
        """The line a key of the front matter stands on; 1 where it is not there."""
        found = re.search(rf"^{re.escape(key)}:", self._front, re.MULTILINE)
        return self._front.count("\n", 0, found.start()) + 1 if found else 1

    def place_in_body(self, text: str) -> tuple[int, int]:
        """Line and column of the first place in the body that has this text; those of the body where none has."""
        for line in self.body:
            if (column := line.text.find(text)) >= 0:
                return line.number, column + 1
        return self.body_line, 1

    def corrected(self, correct: Callable[[str], str]) -> str:
        """The page with every line corrected but those under `source`, which say what was captured."""
        front = re.split(r"(^source:.*\n(?:[ \t].*\n)*)", self._front, flags=re.MULTILINE)
        lines = (correct(part) if place % 2 == 0 else part for place, part in enumerate(front))
        return "".join(lines) + correct(self.article.body)

    @cached_property
    def shown(self) -> str:
        """What the body shows, block by block."""
        return "\n".join(block.text for block in self.blocks)

    @cached_property
    def paragraphs(self) -> tuple[str, ...]:
        """The ids of its paragraphs, in order."""
        if self.ledger and self.ledger.generated == self.text:
            return self.ledger.paragraphs
        texts = (block.text[part.start : part.end] for block in self.blocks for part in block.parts)
        return tuple(keep_ids(self.ledger.paragraphs if self.ledger else (), list(paragraph_ids(texts))))

    @property
    def sections(self) -> tuple[tuple[str, str], ...]:
        """Id and text of each heading, in order."""
        return tuple((block.id, block.text) for block in self.blocks if block.kind == "heading")

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Every id a link may point at inside the page."""
        successors = self.ledger.successors if self.ledger else {}
        return frozenset((*(id for id, _ in self.sections), *self.paragraphs, *successors))

    @cached_property
    def _front(self) -> str:
        return self.text[: len(self.text) - len(self.article.body)]

    def _matter(self) -> Iterator[Line]:
        for key, texts in (
            ("title", (self.article.title,)),
            ("authors", self.article.authors),
            ("description", (self.article.description,)),
        ):
            for text in filter(None, texts):
                yield Line(self.line_of(key), 1, text, key)


def read_checked(path: Path, layout: Layout) -> Checked:
    """The page at `path` and its ledger. Raises ProblemError where one of them cannot be read."""
    raw = read_text(path)
    text = raw.removeprefix("\ufeff").replace("\r\n", "\n")
    article = read_page(text, path)
    try:
        blocks = render(article.body)
    except ValueError as error:
        raise ProblemError(Problem(path, 0, str(error))) from None
    return Checked(path, text, article, blocks, ledger_of(path, layout), tidy=text == raw)


def ledger_of(page: Path, layout: Layout) -> Ledger | None:
    """The ledger of the article whose page is at `page`; None where there is none. Raises ProblemError."""
    path = layout.ledger(page.stem)
    if path.is_symlink() or not path.is_file():
        return None
    ledger = read_ledger(path)
    if not _is_whole(ledger):
        raise ProblemError(Problem(path, 0, "is not a ledger this version reads; restore it from git"))
    return ledger


def _is_whole(ledger: Ledger) -> bool:
    """Is everything in it of its kind? Ledgers come in proposals by strangers, too."""
    texts = (ledger.id, ledger.captured, ledger.duplicate_of, *vars(ledger.source).values(), *ledger.paragraphs)
    maps = (ledger.sections, ledger.successors, ledger.fields)
    return (
        all(isinstance(text, str) for text in texts)
        and all(isinstance(one, dict) and all(isinstance(id, str) for id in one.values()) for one in maps)
        and all(type(number) is int for number in ledger.sketch)
    )
