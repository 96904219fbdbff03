"""From what was read to an article: its sections with their ids, its record, its body."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from khizana.arabic import fold, one_line
from khizana.article import Article, Paragraph, ParagraphKind, Section, Source
from khizana.convert.dates import PrintedDate
from khizana.convert.lines import Labelled, Role
from khizana.convert.marks import Marks
from khizana.convert.original import Original
from khizana.convert.pictures import Placed
from khizana.convert.reading import Reading
from khizana.convert.setting import Setting
from khizana.convert.structure import Byline
from khizana.problems import Problem, ProblemError
from khizana.profile import Anchors, Image, Mark, Marked, write

_LONGEST_DESCRIPTION = 160
_LONGEST_TITLE = 90
# A subject is suggested when its terms occur at least this often: once is a passing word.
_TERM_OCCURRENCES = 2
_SHOWN = frozenset(("heading", "paragraph", "item", "question", "quote", "verse", "caption", "signature"))
_KINDS: dict[Role, ParagraphKind] = {
    "paragraph": "paragraph",
    "item": "item",
    "question": "question",
    "quote": "quote",
    "verse": "verse",
    "caption": "caption",
    "signature": "signature",
}


def paragraphs_of(sections: Iterable[Section]) -> list[Paragraph]:
    """The paragraphs of all sections, without the pictures between them."""
    return [item for section in sections for item in section.paragraphs if not isinstance(item, Image)]


def sections_of(
    original: Original, labels: Sequence[Labelled], known: Mapping[str, str], pictures: Sequence[Placed] = ()
) -> tuple[dict[str, str], list[Section]]:
    """The id of each heading text, minted now or before, and the sections; the lead comes first.

    `pictures` stand before the first line that begins at their place or after it.
    """
    ids: dict[str, str] = {}
    anchors, seen = Anchors(known.values()), Counter[str]()
    title, id, level, paragraphs = "", "", 2, list[Paragraph]()
    sections: list[Section] = []
    marks, waiting = Marks(original.marks), list(pictures)
    for item in labels:
        words = original.text[slice(*item.kept)].strip()
        linked = ""
        while waiting and waiting[0].place <= item.line.start and item.role in _SHOWN and not item.joined:
            picture = waiting.pop(0)
            if picture.is_elsewhere and item.role == "caption":
                linked = picture.image.address
            else:
                described = picture.image.text or (shorten(words) if item.role == "caption" else "")
                paragraphs.append(replace(picture.image, text=described))
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
            paragraphs.append(_paragraph(original, item, words, kind, marks, linked))
    paragraphs += [picture.image for picture in waiting]
    sections.append(Section(tuple(paragraphs), title, id, level))
    return ids, [section for section in sections if section.id or section.paragraphs]


def _paragraph(
    original: Original, item: Labelled, words: str, kind: ParagraphKind, marks: Marks, linked: str
) -> Paragraph:
    """A paragraph with the marks of its line; `linked` is where the picture is that it is the caption of."""
    start = item.kept[0] + original.text[slice(*item.kept)].index(words)
    hint = original.hints.get(item.line.start)
    number = hint.number if hint and kind == "item" else None
    found = (Mark(0, len(words), "link", linked),) if linked else tuple(marks.within(start, words))
    return Marked(words, kind, found, number) if found or number is not None else Paragraph(words, kind)


def compose(
    id: str, source: Source, original: Original, reading: Reading, sections: Sequence[Section], setting: Setting
) -> Article:
    """The article of what was read. Raises ProblemError where an original has no text of its own."""
    paragraphs = paragraphs_of(sections)
    # What a picture shows is not what the article is about.
    body = [item.text for item in sorted(paragraphs, key=lambda item: item.kind == "caption")]
    title = original.fields.get("title") or reading.title or "".join(shorten(text, _LONGEST_TITLE) for text in body[:1])
    if not title or not body:
        raise ProblemError(Problem(original.path, 0, f"{original.name}has no text but its title and page furniture"))
    known, suggested = _subjects(original, "\n".join((title, *body)), setting)
    return Article(
        id=id,
        title=" ".join(one_line(title).split()),
        source=source,
        body=write(sections),
        date=_moment(reading.published, setting.zone),
        tags=(*known, *suggested),
        authors=_authors(original, reading.bylines),
        description=reading.deck or shorten(body[0]),
        review=_doubts(original, reading, suggested),
    )


def _doubts(original: Original, reading: Reading, suggested: Sequence[str]) -> tuple[str, ...]:
    """What an editor should look at: the date, the reader's doubts, tags from terms, a title made of the text."""
    flags = reading.published.flags if reading.published else ()
    made = () if original.fields.get("title") or reading.title else ("title-from-text",)
    tags = ("tags-suggested",) if suggested else ()
    return tuple(sorted({*flags, *original.doubts, *made, *tags}))


def _authors(original: Original, bylines: Iterable[Byline]) -> tuple[str, ...]:
    """Who is named as the writer, by the record and by the page, each once."""
    names = (original.fields.get("author", ""), *(byline.person for byline in bylines))
    return tuple(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))


def _moment(printed: PrintedDate | None, zone: ZoneInfo) -> date | datetime | None:
    return printed.moment(zone) if printed else None


def _subjects(original: Original, text: str, setting: Setting) -> tuple[list[str], list[str]]:
    """The tags a record bears if the registry knows them, and those that terms in the text suggest besides."""
    named = re.split(r"[،,;؛|]", original.fields.get("tags", ""))
    known = [id for name in named if (id := setting.tags.get(fold(name.strip())))]
    counts = Counter(found.id for found in setting.subjects.find(text))
    often = [id for id, count in counts.items() if count >= _TERM_OCCURRENCES and id not in known]
    return list(dict.fromkeys(known)), sorted(often, key=lambda id: (-counts[id], id))


def shorten(text: str, longest: int = _LONGEST_DESCRIPTION) -> str:
    """The text, cut at a word with an ellipsis if it is longer than `longest` characters."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ،,.؛:-") + "…"
