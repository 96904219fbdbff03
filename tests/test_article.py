"""Article pages: written and read back, whatever they say; and what is wrong with one, with its line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khizana.article import Article, Source, read_page, write_page
from khizana.problems import ProblemError
from tests.support.capture import HOSTILE_TITLES

PATH = Path("docs/articles/2017/06/2017-06-29-k7qd.md")
SOURCE = Source("2017/06/2017-06-29-k7qd.txt", "00" * 32, "al-fajr", "https://example.org/?a=1#ب", "الخميس 29/6/2017")
ARTICLE = Article(
    id="2017-06-29-k7qd",
    title="خبر",
    source=SOURCE,
    body="نص أول.\n\n## عنوان {#عنوان}\n\nنص ثانٍ.\n",
    date=datetime(2017, 6, 29, 15, 1, tzinfo=timezone(timedelta(hours=2))),
    tags=("water", "culture"),
    authors=("سلمى الحداد",),
    description="وصف",
)
TITLES = [
    *HOSTILE_TITLES,
    "😀",
    "خبر\u2028سطر",
    "خبر\u0085سطر",
    "حذف\u007f",
    "  خبر",
    "{x}",
    "@x",
    "`x`",
    "%x",
    "!tag",
    "&a",
    "*a",
    "طويل " * 400,
    "'",
    "| x",
    "\n---\nنص",
]
texts = st.text(max_size=40)
days = st.dates(min_value=date(1000, 1, 1))
moments = st.none() | days | st.datetimes(min_value=datetime(1900, 1, 1), timezones=st.just(UTC))


def problems(text: str) -> list[str]:
    with pytest.raises(ProblemError) as caught:
        read_page(text, PATH)
    return [str(problem).removeprefix(f"{PATH}:") for problem in caught.value.problems]


def page(old: str = "", new: str = "") -> str:
    written = write_page(ARTICLE)
    assert old in written
    return written.replace(old, new, 1)


def test_a_page_reads_well() -> None:
    assert write_page(ARTICLE) == (
        "---\n"
        "title: خبر\n"
        "date: 2017-06-29T15:01:00+02:00\n"
        "tags:\n- water\n- culture\n"
        "authors:\n- سلمى الحداد\n"
        "description: وصف\n"
        "id: 2017-06-29-k7qd\n"
        "format: 1\n"
        "source:\n"
        "  outlet: al-fajr\n"
        "  url: https://example.org/?a=1#ب\n"
        "  file: 2017/06/2017-06-29-k7qd.txt\n"
        f"  sha256: '{'00' * 32}'\n"
        "  date_printed: الخميس 29/6/2017\n"
        "---\n"
        "\n"
        "نص أول.\n\n## عنوان {#عنوان}\n\nنص ثانٍ.\n"
    )


@pytest.mark.parametrize("title", TITLES, ids=ascii)
def test_hostile_titles_come_back(title: str) -> None:
    source = replace(SOURCE, date_printed=title, url=title)
    hostile = replace(ARTICLE, title=title, description=title, authors=(title,), source=source)
    assert read_page(write_page(hostile), PATH) == hostile


@given(texts.filter(str.strip), texts, st.lists(texts.filter(str.strip), max_size=3), texts, moments)
@settings(max_examples=400)
def test_any_record_comes_back(title: str, description: str, authors: list[str], url: str, day: date | None) -> None:
    source = Source("f", "s", url=url)
    article = Article("x", title, source, "نص\n", date=day, authors=tuple(authors), description=description)
    assert read_page(write_page(article), PATH) == article


@given(st.text(max_size=200))
def test_any_body_comes_back(body: str) -> None:
    """All but its line ends, which are LF in every page."""
    kept = body.replace("\r", "").lstrip("\n")
    assert read_page(write_page(replace(ARTICLE, body=kept)), PATH).body == kept


def test_the_day_is_that_of_the_print() -> None:
    late = datetime(2017, 6, 29, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    assert replace(ARTICLE, date=late).day == date(2017, 6, 29)
    assert replace(ARTICLE, date=date(2017, 6, 29)).day == date(2017, 6, 29)
    assert replace(ARTICLE, date=None).day is None
    assert "date:" not in write_page(replace(ARTICLE, date=None)).split("source:")[0]


def test_a_page_saved_with_other_line_ends_is_read() -> None:
    """An editor on Windows, or git with autocrlf, saves CRLF."""
    assert read_page(write_page(ARTICLE).replace("\n", "\r\n"), PATH) == ARTICLE


def test_a_page_saved_with_a_byte_order_mark_is_read() -> None:
    assert read_page("\ufeff" + write_page(ARTICLE), PATH) == ARTICLE


@pytest.mark.parametrize("text", ["", "نص\n", "---\ntitle: x\n", "title: x\n---\n", "\n---\ntitle: x\n---\n", "----\n"])
def test_a_page_without_front_matter(text: str) -> None:
    assert problems(text) == ["1: no front matter; a page begins with --- and its record"]


def test_lines_are_those_of_the_file() -> None:
    spoilt = (
        page("title: خبر", "title: NO")
        .replace("format: 1", "format: 2")
        .replace("- water", "- مياه")
        .replace("outlet:", "paper:")
    )
    told = problems(spoilt)
    assert [line.split(":")[0] for line in told] == ["2", "4", "11", "12"]
    assert "format must be 1" in told[2]
    assert "source must hold only" in told[3]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("title: خبر\n", "", "2: title is missing; add it"),
        ("title: خبر\n", "title: خبر\ntitle: خبران\n", "3: title is given twice; keep one"),
        ("title: خبر\n", "titel: خبر\n", "2: unknown key titel"),
        ("date: 2017-06-29T15:01:00+02:00", "date: أمس", "3: date must be a date"),
        ("date: 2017-06-29T15:01:00+02:00", "date: 2017-13-29", "3: the value of date cannot be read"),
        ("id: 2017-06-29-k7qd\n", "", "2: id is missing; add it"),
        ("format: 1\n", "", "2: format is missing; add it"),
        ("  file: 2017/06/2017-06-29-k7qd.txt\n", "", "12: source must hold"),
        ("title: خبر", "title: عاجل: خبر", "2: not YAML"),
        ("title: خبر", "title: ''", "2: title"),
        ("title: خبر", "title: ' '", "2: title"),
    ],
)
def test_mistakes_of_editors(old: str, new: str, told: str) -> None:
    assert [line for line in problems(page(old, new)) if line.startswith(told)]


def test_every_mistake_is_told_at_once() -> None:
    assert len(problems("---\ntitle: NO\ncolour: x\ndate: x\n---\n\nنص\n")) == 6
