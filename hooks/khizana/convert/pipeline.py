"""One original through the whole conversion: labels, ids, page, ledger, and the proof that nothing was lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from zoneinfo import ZoneInfo

from khizana.article import Article, Paragraph, Section, Source, write_page
from khizana.convert.conserve import breach
from khizana.convert.dates import PrintedDate
from khizana.convert.lines import Labelled
from khizana.convert.original import Original
from khizana.convert.structure import byline_name, label_lines, printed_date
from khizana.gazetteer import Gazetteer
from khizana.layout import article_id, folder_of
from khizana.ledger import Ledger, Span, paragraph_ids
from khizana.problems import Problem, ProblemError
from khizana.profile import unique_id, write

CONVERTER = 1
_LONGEST_DESCRIPTION = 160
# A subject is suggested when its terms occur at least this often: once is a passing word.
_TERM_OCCURRENCES = 2


@dataclass(frozen=True)
class Minted:
    """What was decided once about a capture and is kept ever after."""

    captured: str
    id: str = ""
    outlet: str = ""
    url: str = ""
    sections: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Setting:
    """What the conversion takes from the archive around it."""

    zone: ZoneInfo
    subjects: Gazetteer
    taken: frozenset[str] = frozenset()


def convert(original: Original, minted: Minted, setting: Setting) -> tuple[Article, Ledger]:
    """The article of an original and its ledger.

    Raises ProblemError where the law of conservation would be broken.
    """
    labels = label_lines(original.text)
    printed = printed_date(labels)
    id = minted.id or _mint_id(printed, original.sha256, setting.taken)
    ids, sections = _sections(original.text, labels, minted.sections)
    source = Source(
        file=f"{folder_of(id)}/{id}{original.path.suffix.lower()}",
        sha256=original.sha256,
        outlet=minted.outlet,
        url=minted.url,
        date_printed=printed.printed if printed else "",
    )
    article = _article(id, source, labels, sections, printed, setting)
    paragraphs = tuple(paragraph_ids(item.text for section in sections for item in section.paragraphs))
    spans = tuple(_spans(original.text, labels, ids, paragraphs))
    if lost := breach(original.text, spans, article):
        raise ProblemError(Problem(original.path, 0, f"not converted: {lost}"))
    return article, Ledger(
        id=id,
        source=source,
        captured=minted.captured,
        converter=CONVERTER,
        spans=spans,
        sections=ids,
        paragraphs=paragraphs,
        generated=write_page(article),
    )


def _mint_id(printed: PrintedDate | None, sha256: str, taken: frozenset[str]) -> str:
    day = printed.day if printed else None
    candidates = (article_id(day, sha256, length) for length in range(4, 53))
    return next(id for id in candidates if id not in taken)


def _sections(
    text: str, labels: Sequence[Labelled], known: Mapping[str, str]
) -> tuple[dict[str, str], list[Section]]:
    """The id of each heading text, minted now or before, and the sections; the lead comes first."""
    ids: dict[str, str] = {}
    taken = set(known.values())
    title, id, paragraphs = "", "", list[Paragraph]()
    sections: list[Section] = []
    for item in labels:
        words = text[slice(*item.kept)].strip()
        if item.role == "heading":
            sections.append(Section(tuple(paragraphs), title, id))
            title, id, paragraphs = words, _section_id(words, known, ids, taken), []
        elif item.role in ("paragraph", "item", "signature"):
            paragraphs.append(Paragraph(words, item.role))  # type: ignore[arg-type]
    sections.append(Section(tuple(paragraphs), title, id))
    return ids, [section for section in sections if section.id or section.paragraphs]


def _section_id(words: str, known: Mapping[str, str], ids: dict[str, str], taken: set[str]) -> str:
    """The id minted earlier for this heading, else a new one. A repeated heading is numbered in the ledger."""
    key, number = words, 1
    while key in ids:
        number += 1
        key = f"{words} ({number})"
    ids[key] = known.get(key) or unique_id(words, taken)
    return ids[key]


def _article(
    id: str,
    source: Source,
    labels: Sequence[Labelled],
    sections: Sequence[Section],
    printed: PrintedDate | None,
    setting: Setting,
) -> Article:
    title = next(item.line.text for item in labels if item.role == "title")
    body = [item.text for section in sections for item in section.paragraphs]
    authors = (byline_name(item.line.text) for item in labels if item.role == "byline")
    return Article(
        id=id,
        title=title,
        source=source,
        body=write(sections),
        date=_moment(printed, setting.zone),
        tags=_subjects("\n".join((title, *body)), setting.subjects),
        authors=tuple(name for name in authors if name),
        description=shorten(body[0]) if body else "",
    )


def _moment(printed: PrintedDate | None, zone: ZoneInfo) -> date | datetime | None:
    return printed.moment(zone) if printed else None


def _subjects(text: str, subjects: Gazetteer) -> tuple[str, ...]:
    """The tags whose terms occur often enough, the most frequent first."""
    counts: dict[str, int] = {}
    for found in subjects.find(text):
        counts[found.id] = counts.get(found.id, 0) + 1
    often = [id for id, count in counts.items() if count >= _TERM_OCCURRENCES]
    return tuple(sorted(often, key=lambda id: (-counts[id], id)))


def shorten(text: str, longest: int = _LONGEST_DESCRIPTION) -> str:
    """The text, cut at a word with an ellipsis if it is longer than `longest` characters."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ،,.؛:-") + "…"


def _spans(
    text: str, labels: Sequence[Labelled], ids: Mapping[str, str], paragraphs: Sequence[str]
) -> Iterator[Span]:
    """What became of each line, in order: removed marks, the kept middle, removed marks."""
    fields = {"title": "title", "date": "date_printed", "byline": "authors"}
    kept_paragraphs, kept_sections = iter(paragraphs), iter(ids.values())
    for item in labels:
        line, (start, end) = item.line, item.kept
        if line.start < start:
            yield Span(line.start, start, "removed", item.rule, text[line.start : start].strip())
        if item.role in fields:
            yield Span(start, end, "metadata", fields[item.role])
        elif start < end:
            where = next(kept_sections) if item.role == "heading" else next(kept_paragraphs)
            yield Span(start, end, "kept", where)
        if end < line.end:
            yield Span(end, line.end, "removed", item.rule, text[end : line.end].strip())


