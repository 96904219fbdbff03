"""Whatever a page says, rules end without an error, what they find is in the page, and corrections are final."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khizana.arabic import fold
from khizana.article import Article, Source, read_page, write_page
from khizana.check.around import Around
from khizana.check.model import Finding, Said, printable
from khizana.check.names import Names
from khizana.check.output import WRITERS
from khizana.check.page import Checked
from khizana.check.rules import PAGE_RULES
from khizana.layout import Layout
from khizana.profile import render
from khizana.registry import Registry, read_registry
from tests.support.archive import FIXTURE

LETTERS = (
    "اأبتدسصةىيوهكل كی٠١٢0123 \n\n"
    "#-*_[](){}<>|!`&:./@\\\"'«»ـَّ\u200b\u200e\u202a\u202c\u202e\u2066\u2069ﻻﷺaBo\x07\u2028😀"
)
bodies = st.text(alphabet=LETTERS, max_size=120) | st.text(max_size=60)
PATH = Path("/nowhere/docs/articles/2017/06/2017-06-29-k7qd.md")
AROUND = Around(Layout(Path("/nowhere")), Registry(), dt.date(2026, 1, 1))


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(read_registry(FIXTURE / "registry"))


def page_of(body: str, title: str = "عنوان") -> Checked:
    source = Source("2017/06/2017-06-29-k7qd.txt", "0" * 64)
    text = write_page(Article("2017-06-29-k7qd", title, source, body)).replace("\r\n", "\n")
    article = read_page(text, PATH)
    return Checked(PATH, text, article, render(article.body), None)


@given(bodies, st.text(alphabet=LETTERS, min_size=1, max_size=30).filter(str.strip))
@settings(max_examples=150)
def test_rules_look_at_any_page_and_name_places_in_it(body: str, title: str) -> None:
    page = page_of(body, title)
    lines = page.text.split("\n")
    for rule in PAGE_RULES:
        for found in rule.find(page, AROUND):
            told = rule.told("x.md", found)
            assert 0 <= told.line <= len(lines) + 1 and "\n" not in told.said.ar + told.said.en


@given(bodies)
@settings(max_examples=150)
def test_corrections_are_final_and_keep_the_words(body: str) -> None:
    page = page_of(body)
    for rule in PAGE_RULES:
        if rule.fix:
            once = rule.fix(page)
            article = read_page(once, PATH)
            again = Checked(PATH, once, article, render(article.body), None)
            assert rule.fix(again) == once
            if rule.id != "profile":  # which adds ids
                assert letters(once) == letters(page.text)


def letters(text: str) -> str:
    """The letters and digits of a text, folded."""
    return "".join(char for char in fold(text) if char.isalnum())


@given(st.text(alphabet=LETTERS, max_size=40), st.sampled_from(["سلمى الحذاد", "هيئه الري", "النهر الكبىر", "الواحه"]))
def test_names_are_found_where_they_stand(names: Names, around: str, name: str) -> None:
    text = f"{around} {name} {around}"
    for spelt in names.spelt(text):
        there = text[spelt.start : spelt.start + len(spelt.written)]
        assert " ".join(there.split()) == spelt.written or not spelt.slip


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_can_end_a_line_or_begin_a_command(path: str, message: str) -> None:
    said = Said("{x}", "{x}").filled({"x": message})
    finding = Finding(path or "x", 1, 1, "links", "error", said)
    for form, write in WRITERS.items():
        written = write([finding], "en")
        assert "##[" not in written
        if form in ("json", "sarif"):
            json.loads(written)
        else:
            assert written.count("\n") == 1 and written.startswith("::") is (form == "github")
    assert printable(message) == said.en
