"""One original through the whole conversion: labels, ids, page, ledger, and the proof that nothing was lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from khizana.arabic import fold, one_line
from khizana.article import Article, Paragraph, ParagraphKind, Section, Source, write_page
from khizana.convert.conserve import breach, removed_share
from khizana.convert.dates import PrintedDate
from khizana.convert.lines import Labelled, Role
from khizana.convert.original import Original
from khizana.convert.reading import Reading, read_original
from khizana.convert.spans import account
from khizana.convert.structure import Byline
from khizana.gazetteer import Gazetteer
from khizana.layout import article_id, folder_of
from khizana.ledger import Ledger, Span, paragraph_ids
from khizana.problems import Problem, ProblemError
from khizana.profile import Anchors, write
from khizana.registry import Outlet

CONVERTER = 1
_LONGEST_DESCRIPTION = 160
_LONGEST_TITLE = 90
_KINDS: dict[Role, ParagraphKind] = {
    "paragraph": "paragraph",
    "item": "item",
    "question": "question",
    "quote": "quote",
    "verse": "verse",
    "caption": "caption",
    "signature": "signature",
}
# A page of text is furniture to a few per cent; more means that a rule took the article for furniture.
MOST_REMOVED = 0.10
# A subject is suggested when its terms occur at least this often: once is a passing word.
_TERM_OCCURRENCES = 2


@dataclass(frozen=True)
class Minted:
    """What was decided once about a capture and is kept ever after. `file` is empty for a file of its own."""

    captured: str
    file: str = ""
    id: str = ""
    outlet: str = ""
    url: str = ""
    sections: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Setting:
    """What the conversion takes from the archive around it.

    `subjects` finds terms that suggest tags, `tags` maps folded names of tags to ids, `outlet` is the profile,
    `taken` says whether an id is in use, and `removals` allows more to be removed than a rule should.
    """

    zone: ZoneInfo
    subjects: Gazetteer
    tags: Mapping[str, str] = field(default_factory=dict)
    outlet: Outlet = field(default_factory=lambda: Outlet("", ""))
    taken: Callable[[str], bool] = lambda id: False
    removals: bool = False


def convert(original: Original, minted: Minted, setting: Setting) -> tuple[Article, Ledger]:
    """The article of an original and its ledger.

    Raises ProblemError where the law of conservation would be broken, or where rules would remove so much of
    the text that an editor should look first.
    """
    reading = read_original(original, setting.outlet)
    id = minted.id or _mint_id(reading.published, original.sha256, setting.taken)
    ids, sections = _sections(original, reading.labels, minted.sections)
    source = _source(id, original, reading, minted)
    article = _article(id, source, original, reading, sections, setting)
    paragraphs = tuple(paragraph_ids(item.text for section in sections for item in section.paragraphs))
    spans = tuple(account(original.text, reading.labels, ids.values(), paragraphs))
    _check(original, spans, article, setting)
    return article, Ledger(
        id=id,
        source=source,
        captured=minted.captured,
        converter=CONVERTER,
        spans=spans,
        sections=ids,
        paragraphs=paragraphs,
        generated=write_page(article),
        fields={name: _FIELD_FATES[name] for name, value in original.fields.items() if value},
    )


def _source(id: str, original: Original, reading: Reading, minted: Minted) -> Source:
    return Source(
        file=minted.file or f"{folder_of(id)}/{id}{original.path.suffix.lower()}",
        sha256=original.sha256,
        outlet=minted.outlet,
        url=minted.url,
        date_printed=reading.published.printed if reading.published else "",
        date_updated=reading.updated.printed if reading.updated else "",
        place=next((byline.place for byline in reading.bylines if byline.place), ""),
        agency=next((byline.agency for byline in reading.bylines if byline.agency), ""),
    )


# Where the columns of a record go; what they say is in the original in any case.
_FIELD_FATES = {
    "title": "title",
    "author": "authors",
    "date": "date_printed",
    "url": "source.url",
    "tags": "tags",
    "outlet": "source.outlet",
}


def _check(original: Original, spans: Sequence[Span], article: Article, setting: Setting) -> None:
    if lost := breach(original, spans, article):
        raise ProblemError(Problem(original.path, 0, f"{_record(original)}not converted: {lost}"))
    share = removed_share(original.text, spans)
    if share > MOST_REMOVED and not setting.removals:
        raise ProblemError(
            Problem(
                original.path,
                0,
                f"{_record(original)}set aside for review: rules would remove {share:.0%} of the text; "
                "look at it, then give --accept-removals",
            )
        )


def _record(original: Original) -> str:
    return f"record {original.record} " if original.record else ""


def _mint_id(printed: PrintedDate | None, sha256: str, taken: Callable[[str], bool]) -> str:
    day = printed.day if printed else None
    candidates = (article_id(day, sha256, length) for length in range(4, 53))
    return next(id for id in candidates if not taken(id))


def _sections(
    original: Original, labels: Sequence[Labelled], known: Mapping[str, str]
) -> tuple[dict[str, str], list[Section]]:
    """The id of each heading text, minted now or before, and the sections; the lead comes first."""
    ids: dict[str, str] = {}
    anchors, seen = Anchors(known.values()), Counter[str]()
    title, id, level, paragraphs = "", "", 2, list[Paragraph]()
    sections: list[Section] = []
    for item in labels:
        words = original.text[slice(*item.kept)].strip()
        if item.role == "heading":
            sections.append(Section(tuple(paragraphs), title, id, level))
            seen[words] += 1
            # A repeated heading is numbered in the ledger.
            key = words if seen[words] == 1 else f"{words} ({seen[words]})"
            id = ids[key] = known.get(key) or anchors.mint(words)
            title, paragraphs = words, []
            level = original.heading_level(item.line.start)
        elif item.joined:
            paragraphs[-1] = replace(paragraphs[-1], text=f"{paragraphs[-1].text}\n{words}")
        elif kind := _KINDS.get(item.role):
            paragraphs.append(Paragraph(words, kind))
    sections.append(Section(tuple(paragraphs), title, id, level))
    return ids, [section for section in sections if section.id or section.paragraphs]


def _article(
    id: str, source: Source, original: Original, reading: Reading, sections: Sequence[Section], setting: Setting
) -> Article:
    body = [item.text for section in sections for item in section.paragraphs]
    title = original.fields.get("title") or reading.title or "".join(shorten(text, _LONGEST_TITLE) for text in body[:1])
    if not title or not body:
        raise ProblemError(
            Problem(original.path, 0, f"{_record(original)}has no text but its title and page furniture")
        )
    return Article(
        id=id,
        title=" ".join(one_line(title).split()),
        source=source,
        body=write(sections),
        date=_moment(reading.published, setting.zone),
        tags=_subjects(original, "\n".join((title, *body)), setting),
        authors=_authors(original, reading.bylines),
        description=reading.deck or shorten(body[0]),
        review=_doubts(original, reading),
    )


def _doubts(original: Original, reading: Reading) -> tuple[str, ...]:
    """What an editor should look at: flags of the date, the reader's doubts, a title made of the text's first words."""
    flags = reading.published.flags if reading.published else ()
    made = () if original.fields.get("title") or reading.title else ("title-from-text",)
    return tuple(sorted({*flags, *original.doubts, *made}))


def _authors(original: Original, bylines: Iterable[Byline]) -> tuple[str, ...]:
    """Who is named as the writer, by the record and by the page, each once."""
    names = (original.fields.get("author", ""), *(byline.person for byline in bylines))
    return tuple(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))


def _moment(printed: PrintedDate | None, zone: ZoneInfo) -> date | datetime | None:
    return printed.moment(zone) if printed else None


def _subjects(original: Original, text: str, setting: Setting) -> tuple[str, ...]:
    """The tags a record bears if the registry knows them, then those whose terms occur often enough."""
    named = re.split(r"[،,;؛|]", original.fields.get("tags", ""))
    known = [id for name in named if (id := setting.tags.get(fold(name.strip())))]
    counts = Counter(found.id for found in setting.subjects.find(text))
    often = [id for id, count in counts.items() if count >= _TERM_OCCURRENCES]
    return tuple(dict.fromkeys([*known, *sorted(often, key=lambda id: (-counts[id], id))]))


def shorten(text: str, longest: int = _LONGEST_DESCRIPTION) -> str:
    """The text, cut at a word with an ellipsis if it is longer than `longest` characters."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ،,.؛:-") + "…"
