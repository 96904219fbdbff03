"""One original through the whole conversion: labels, ids, page, ledger, and the proof that nothing was lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from khizana.article import Article, Source, write_page
from khizana.convert.compose import compose, paragraphs_of, sections_of
from khizana.convert.conserve import breach, removed_share
from khizana.convert.dates import PrintedDate
from khizana.convert.lines import is_seen
from khizana.convert.original import Original
from khizana.convert.pictures import fates, keep_pictures, placed
from khizana.convert.readers.sniff import safe_ending
from khizana.convert.reading import Reading, read_original
from khizana.convert.setting import Minted, Setting
from khizana.convert.spans import account
from khizana.layout import article_id, folder_of
from khizana.ledger import Ledger, Span, paragraph_ids
from khizana.problems import Problem, ProblemError

CONVERTER = 1
# A page of text is furniture to a few per cent; more means that a rule took the article for furniture.
MOST_REMOVED = 0.10
# Where the columns of a record go; what they say is in the original in any case.
_FIELD_FATES = {
    "title": "title",
    "author": "authors",
    "date": "date_printed",
    "url": "source.url",
    "tags": "tags",
    "outlet": "source.outlet",
}


@dataclass(frozen=True)
class Converted:
    """An article, its ledger, and its pictures by their paths below docs."""

    article: Article
    ledger: Ledger
    pictures: Mapping[str, bytes]


def convert(original: Original, minted: Minted, setting: Setting) -> tuple[Article, Ledger]:
    """The article of an original and its ledger; see `convert_whole`."""
    converted = convert_whole(original, minted, setting)
    return converted.article, converted.ledger


def convert_whole(original: Original, minted: Minted, setting: Setting) -> Converted:
    """All that is made of an original.

    Raises ProblemError where the law of conservation would be broken, or where rules would remove so much of
    the text that an editor should look first.
    """
    original = _with_sound_title(original)
    reading = read_original(original, setting.outlet)
    id = minted.id or _mint_id(reading.published, original.sha256, setting.taken)
    kept = keep_pictures(original, id)
    ids, sections = sections_of(original, reading.labels, minted.sections, placed(kept, id))
    source = _source(id, original, reading, minted)
    article = compose(id, source, original, reading, sections, setting)
    paragraphs = tuple(paragraph_ids(item.text for item in paragraphs_of(sections)))
    spans = tuple(account(original.text, reading.labels, ids.values(), paragraphs))
    _check(original, spans, article, setting)
    ledger = Ledger(
        id=id,
        source=source,
        captured=minted.captured,
        converter=CONVERTER,
        spans=spans,
        sections=ids,
        paragraphs=paragraphs,
        generated=write_page(article),
        fields=_fields(original) | fates(kept),
    )
    return Converted(article, ledger, {item.path: item.data for item in kept if item.path})


def _with_sound_title(original: Original) -> Original:
    """The original, without a title in which there is nothing to see: one is then looked for in the text."""
    title = original.fields.get("title", "")
    return replace(original, fields={**original.fields, "title": ""}) if title and not is_seen(title) else original


def _fields(original: Original) -> dict[str, str]:
    """What became of what a record says beside its text."""
    stated = {name: _FIELD_FATES[name] for name, value in original.fields.items() if value}
    return stated | dict.fromkeys(original.unread, "original")


def _source(id: str, original: Original, reading: Reading, minted: Minted) -> Source:
    return Source(
        file=minted.file or f"{folder_of(id)}/{id}{safe_ending(original.path)}",
        sha256=original.sha256,
        outlet=minted.outlet,
        url=minted.url,
        date_printed=reading.published.printed if reading.published else "",
        date_updated=reading.updated.printed if reading.updated else "",
        place=next((byline.place for byline in reading.bylines if byline.place), ""),
        agency=next((byline.agency for byline in reading.bylines if byline.agency), ""),
    )


def _check(original: Original, spans: Sequence[Span], article: Article, setting: Setting) -> None:
    if lost := breach(original, spans, article):
        raise ProblemError(Problem(original.path, 0, f"{original.name}not converted: {lost}"))
    share = removed_share(original.text, spans)
    if share > MOST_REMOVED and not setting.removals:
        raise ProblemError(
            Problem(
                original.path,
                0,
                f"{original.name}set aside for review: rules would remove {share:.0%} of the text; "
                "look at it, then give --accept-removals",
            )
        )


def _mint_id(printed: PrintedDate | None, sha256: str, taken: Callable[[str], bool]) -> str:
    day = printed.day if printed else None
    candidates = (article_id(day, sha256, length) for length in range(4, 53))
    return next(id for id in candidates if not taken(id))
