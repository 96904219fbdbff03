"""Saved pages, measured: are the paragraphs, the title and the date those that a person marked?

Gold is a JSON list of {file, title, date, paragraphs, must_not}: `title` is a text or its SHA-1, `date` the beginning
of the date in ISO form or null, `paragraphs` the SHA-1 of each paragraph's text with white space collapsed, `must_not`
phrases that are no part of the article. Headings count as paragraphs only where the gold lists them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from khizana.article import Article
from khizana.convert.original import Original
from khizana.convert.pipeline import convert
from khizana.convert.readers import read_originals
from khizana.convert.setting import Minted, Setting
from khizana.gazetteer import Gazetteer
from khizana.ledger import Ledger, visible
from khizana.problems import ProblemError
from khizana.profile import render
from khizana.registry import Registry


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--gold", required=True, type=click.Path(path_type=Path, exists=True), help="JSON list of what is right.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def bench(files: tuple[Path, ...], gold: Path, as_json: bool) -> None:
    """Convert saved pages FILES and score them against the gold for their names."""
    figures = measure(files, gold)
    click.echo(json.dumps(figures) if as_json else "\n".join(f"{key:24} {value}" for key, value in figures.items()))


@dataclass
class _Count:
    """Paragraphs found and right, over all pages; an article that is refused has found none."""

    wanted: int = 0
    found: int = 0
    right: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, self.wanted + self.found)


def measure(files: Sequence[Path], gold: Path) -> dict[str, float]:
    """The figures of all files that the gold names."""
    cases = {case["file"]: case for case in json.loads(gold.read_bytes())}
    pages = [(cases[path.name], *_converted(path)) for path in files if path.name in cases]
    count = _Count()
    for case, article, _ in pages:
        _add(count, case["paragraphs"], article)
    return {
        "pages": len(pages),
        "html_paragraph_f1": round(count.f1, 4),
        "titles_right": sum(_is(case["title"], article.title) for case, article, _ in pages if article),
        "dates_right": sum(_is_date(case["date"], article) for case, article, _ in pages),
        "must_not": sum(phrase in _text(article) for case, article, _ in pages for phrase in case.get("must_not", ())),
        "unexplained_characters": sum(lost for _, _, lost in pages),
    }


def _converted(path: Path) -> tuple[Article | None, int]:
    """The article of a page, and the visible characters of it that the ledger does not explain."""
    setting = Setting(ZoneInfo("Africa/Cairo"), Gazetteer([]), removals=True)
    try:
        original = next(item for item in read_originals(path, Registry()) if isinstance(item, Original))
        article, ledger = convert(original, Minted("", path.name), setting)
    except (ProblemError, StopIteration):
        return None, 0
    return article, _unexplained(original, ledger)


def _unexplained(original: Original, ledger: Ledger) -> int:
    told = visible("".join(original.text[span.start : span.end] for span in ledger.spans))
    return abs(len(visible(original.text)) - len(told))


def _add(count: _Count, wanted: Sequence[str], article: Article | None) -> None:
    given = Counter(wanted)
    blocks = [block for block in render(article.body) if block.text.strip()] if article else []
    found = Counter(
        digest
        for block in blocks
        for text in ([block.text[part.start : part.end] for part in block.parts] or [block.text])
        if (digest := fingerprint(text)) in given or block.kind != "heading"
    )
    count.wanted += given.total()
    count.found += found.total()
    count.right += (given & found).total()


def fingerprint(text: str) -> str:
    """The SHA-1 of a text with white space collapsed."""
    return sha1(" ".join(text.split()).encode()).hexdigest()


def _is(wanted: str, text: str) -> bool:
    return wanted in (" ".join(text.split()), fingerprint(text))


def _is_date(wanted: str | None, article: Article | None) -> bool:
    found = article.date.isoformat() if article and article.date else ""
    return article is not None and (found.startswith(wanted) if wanted else not found)


def _text(article: Article | None) -> str:
    if article is None:
        return ""
    return "\n".join((article.title, *(block.text for block in render(article.body))))
