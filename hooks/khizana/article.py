"""The article: its record (front matter) and its body; a page's text and back.

A page is `---`, YAML, `---`, an empty line, then Markdown in the narrow profile. Keys that MkDocs users
know keep their usual meaning; the rest of the contract is `format: 1`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from khizana.problems import Problem, ProblemError
from khizana.records import Field, dump_yaml, is_ids, is_text, is_texts, read_record

FORMAT = 1
ParagraphKind = Literal["paragraph", "item", "question", "quote", "verse", "caption", "signature"]
# How much of a text is shown to readers; the original and the page's own text stay in the archive.
Publish = Literal["full", "excerpt", "metadata"]
PUBLISH: tuple[Publish, ...] = ("full", "excerpt", "metadata")
_FENCE = "---\n"


@dataclass(frozen=True)
class Paragraph:
    """A run of text that belongs together; an `item` is one entry of a list, a `question` is an interviewer's.

    Only verse has line breaks in its text, one after each line.
    """

    text: str
    kind: ParagraphKind = "paragraph"


@dataclass(frozen=True)
class Section:
    """A heading with its id and depth (2 or 3) and what stands under it; the lead has neither."""

    paragraphs: tuple[Paragraph, ...]
    title: str = ""
    id: str = ""
    level: int = 2


@dataclass(frozen=True)
class Source:
    """Where the article came from. `file` is relative to docs/sources, with `#NUMBER` for a record of a container.

    `date_printed` and `date_updated` are as printed; `place` and `agency` are those of the dateline.
    """

    file: str
    sha256: str
    outlet: str = ""
    url: str = ""
    date_printed: str = ""
    date_updated: str = ""
    place: str = ""
    agency: str = ""


@dataclass(frozen=True)
class Decisions:
    """Ids of entities an editor says are, or are not, named in an article; they outlive every matcher."""

    add: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.add or self.drop)


@dataclass(frozen=True)
class Article:
    """One article of the archive. `date` is a day, or an aware moment where the original gives a time.

    `review` names what the converter was not sure of; an editor looks, corrects, and removes the word.
    `publish` says how much of it is shown, empty where its outlet decides (see `khizana.rights`); `rights` is what
    an editor knows of the rights in it, `source.rights` in the front matter.
    """

    id: str
    title: str
    source: Source
    body: str
    date: dt.date | None = None
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    description: str = ""
    review: tuple[str, ...] = ()
    entities: Decisions = Decisions()
    publish: Publish | Literal[""] = ""
    rights: str = ""

    @property
    def day(self) -> dt.date | None:
        """The day of publication in the zone it was printed in."""
        return self.date.date() if isinstance(self.date, dt.datetime) else self.date


def _is_day(value: object) -> str | None:
    if isinstance(value, dt.datetime) and value.tzinfo is None:
        return "must say its zone, such as 2017-06-29T15:01:00+02:00"
    return None if isinstance(value, dt.date) else "must be a date such as 2017-06-29"


def _is_title(value: object) -> str | None:
    return is_text(value) or (None if str(value).strip() else "is empty; give the article a title")


def _is_format(value: object) -> str | None:
    return None if value == FORMAT else f"must be {FORMAT}; this page is of another format"


def _is_publish(value: object) -> str | None:
    return None if value in PUBLISH else f"must be one of {', '.join(PUBLISH)}"


def _is_source(value: object) -> str | None:
    names = {*Source.__dataclass_fields__, _RIGHTS}
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        return f"must hold {', '.join(_SOURCE_KEYS)}, each a text in quotes"
    return None if {"file", "sha256"} <= set(value) <= names else f"must hold only {', '.join(sorted(names))}"


def _is_decisions(value: object) -> str | None:
    lists = value if isinstance(value, dict) else {"": ""}
    if set(lists) <= {"add", "drop"} and all(is_ids(ids) is None for ids in lists.values()):
        return None
    return "must be {add: [ids], drop: [ids]}"


_FIELDS = {
    "title": Field(_is_title, required=True),
    "date": Field(_is_day),
    "tags": Field(is_ids),
    "entities": Field(_is_decisions),
    "authors": Field(is_texts),
    "description": Field(is_text),
    "review": Field(is_ids),
    "publish": Field(_is_publish),
    "id": Field(is_text, required=True),
    "format": Field(_is_format, required=True),
    "source": Field(_is_source, required=True),
}


def write_page(article: Article) -> str:
    """The page of an article. `read_page` gives the same article back."""
    record: dict[str, Any] = {
        "title": article.title,
        "date": article.date,
        "tags": list(article.tags),
        "entities": {key: list(ids) for key, ids in vars(article.entities).items() if ids},
        "authors": list(article.authors),
        "description": article.description,
        "review": list(article.review),
        "publish": article.publish,
        "id": article.id,
        "format": FORMAT,
        "source": {name: getattr(article.source, name) for name in _SOURCE_KEYS},
    }
    record = {key: value for key, value in record.items() if value or key not in _OPTIONAL}
    record["source"] |= {name: value for name in _SOURCE_EXTRAS if (value := getattr(article.source, name))}
    record["source"] |= {_RIGHTS: article.rights} if article.rights else {}
    return f"{_FENCE}{dump_yaml(record)}{_FENCE}\n{article.body}"


_SOURCE_KEYS = ("outlet", "url", "file", "sha256", "date_printed")
_SOURCE_EXTRAS = ("date_updated", "place", "agency")
_OPTIONAL = ("date", "review", "entities", "publish")
# Stands in the front matter's `source`, but tells nothing of a capture: ledgers do not have it.
_RIGHTS = "rights"


def read_page(text: str, path: Path) -> Article:
    """The article of a page; `path` is only named in problems.

    Line ends of other systems and a byte order mark, which editors' tools add, do not matter.
    Raises ProblemError with everything that is wrong with the front matter.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    matter, body = _split(text, path)
    record = read_record(matter, path, _FIELDS, first_line=2).values
    rights = record["source"].pop(_RIGHTS, "")
    return Article(
        id=record["id"],
        title=record["title"],
        source=Source(**record["source"]),
        body=body,
        date=record.get("date"),
        tags=tuple(record.get("tags") or ()),
        authors=tuple(record.get("authors") or ()),
        description=record.get("description", ""),
        review=tuple(record.get("review") or ()),
        entities=Decisions(**{key: tuple(ids) for key, ids in record.get("entities", {}).items()}),
        publish=record.get("publish", ""),
        rights=rights,
    )


def _split(text: str, path: Path) -> tuple[str, str]:
    end = text.find(f"\n{_FENCE}", 3)
    if not text.startswith(_FENCE) or end < 0:
        raise ProblemError(Problem(path, 1, "no front matter; a page begins with --- and its record"))
    return text[len(_FENCE) : end + 1], text[end + 1 + len(_FENCE) :].lstrip("\n")
