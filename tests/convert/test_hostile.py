"""Hostile titles and bodies, line ends of all kinds: no character is lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.archive import Archive, new_archive
from tests.support.capture import BODY, HOSTILE_TITLES, capture
from tests.support.conversion import check_ledger, refusals
from tests.support.text import plain


@pytest.mark.parametrize("title", HOSTILE_TITLES)
def test_hostile_titles_come_through(archive: Archive, title: str) -> None:
    archive.put("inbox/a.txt", capture(title))
    run = archive.convert()
    assert run.code == 0, run.output
    [article] = archive.articles()
    assert article.title == title
    check_ledger(archive, article.id)


LINES = [
    "* بند",
    "- بند",
    "## عنوان",
    "1. أول",
    "٢) ثانٍ",
    "[المصدر]: رويترز",
    "> قال",
    "<textarea>",
    "| أ | ب |",
    "شارك",
    "`رمز`",
    "سؤال؟",
    "قال:",
    "\u202eمقلوب",
    "A*B*C",
    "12/6/2017",
    "@حساب",
    "كلمة\u00a0كلمة",
    "بقلم: فلان",
    "~~~",
]
breaks = st.sampled_from(["\n", "\r\n", "\r", "\u2028", "\x85", "\n\n", "\n \u00a0\n"])
hostile_bodies = st.lists(st.tuples(st.sampled_from(LINES) | st.text(max_size=12), breaks), min_size=1, max_size=12)


@given(hostile_bodies)
@settings(max_examples=60)
def test_no_character_of_any_original_is_lost(
    tmp_path_factory: pytest.TempPathFactory, lines: list[tuple[str, str]]
) -> None:
    archive = new_archive(tmp_path_factory.mktemp("archive") / "a", machinery=False)
    text = capture(body="".join(line + end for line, end in lines).replace("\0", ""))
    try:
        archive.put("inbox/a.txt", text)
    except UnicodeEncodeError:
        return
    run = archive.convert("--accept-removals")
    assert run.code == 0, run.output
    [article] = archive.articles()
    check_ledger(archive, article.id)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\u2029", "\x85"])
def test_line_ends_of_all_kinds(archive: Archive, end: str) -> None:
    archive.put("inbox/a.txt", "\ufeff" + capture().replace("\n", end))
    assert archive.convert().code == 0
    [article] = archive.articles()
    assert article.title == "القطار يعود إلى المحطة"
    assert article.body.count("\n\n") == 2
    check_ledger(archive, article.id)


def test_a_capture_of_one_long_line_is_all_text(archive: Archive) -> None:
    """Some papers' articles are one line; its beginning makes the title and no word of it leaves the text."""
    line = BODY.replace("\n", " ").strip()
    archive.put("inbox/a.txt", line)
    assert archive.convert().code == 0
    [article] = archive.articles()
    assert line.startswith(article.title.rstrip("…")) and len(article.title) < 100
    assert plain(article.body).strip() == line
    check_ledger(archive, article.id)


def test_a_capture_of_a_title_alone_is_no_article(archive: Archive) -> None:
    archive.put("inbox/a.txt", "خبر من سطر واحد لا نص له\n\nشارك\n")
    run = archive.convert()
    assert run.code == 1
    [line] = refusals(run)
    assert line.startswith("docs/sources/inbox/a.txt: ")
    assert not archive.pages()
