"""Links, emphasis, tables and counted lists of captures: kept where they are safe, and never a character changed."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khizana.article import Paragraph, Section
from khizana.convert.addresses import absolute
from khizana.convert.original import Original
from khizana.convert.pipeline import convert
from khizana.convert.readers import read_originals
from khizana.convert.readers.inline import read_inline
from khizana.convert.setting import Minted, Setting
from khizana.gazetteer import Gazetteer
from khizana.ledger import visible
from khizana.profile import Mark, Marked, render, to_html, write
from khizana.registry import Registry
from tests.convert.test_pictures import HOST, PARAGRAPH, html
from tests.support.text import shown_text

BOLD = "strong"


def body(folder: Path, text: str, name: str = "page.html") -> str:
    """The body of the page made of a capture, without its first and last paragraph."""
    path = folder / name
    path.write_text(html(text) if name.endswith("html") else text, "utf-8")
    [original] = read_originals(path, Registry())
    assert isinstance(original, Original)
    article, ledger = convert(original, Minted(""), Setting(ZoneInfo("UTC"), Gazetteer(())))
    kept = "".join(original.text[span.start : span.end] for span in ledger.spans if span.fate == "kept")
    assert visible(shown_text("".join(to_html(block.element) for block in render(article.body)))) == visible(kept)
    return article.body.removeprefix(f"{PARAGRAPH}\n\n").removesuffix(f"\n\n{PARAGRAPH} ثم عاد.\n")


@pytest.mark.parametrize(
    ("markup", "written"),
    [
        ('<p>انظر <a href="/n/2">الخبر السابق</a> هنا.', f"انظر [الخبر السابق]({HOST}/n/2) هنا."),
        ('<p>انظر <a href="https://x.example/a(1) b?ق=1">هذا</a>.', "انظر [هذا](https://x.example/a%281%29%20b?ق=1)."),
        ('<p>انظر <a href="javascript:alert(1)">هذا</a>.', "انظر هذا."),
        ('<p>انظر <a href="#note">هذا</a> و<a href="/n/1#x">ذاك</a>.', "انظر هذا وذاك."),
        ('<p>انظر <a href="https://u:p@x.example/">هذا</a>.', "انظر هذا."),
        ("<p>قال <b>الوزير</b> إنه <em>لا</em> يعلم.", "قال **الوزير** إنه *لا* يعلم."),
        ("<p><b>قال الوزير إنه لا يعلم شيئًا عن هذا.</b>", "قال الوزير إنه لا يعلم شيئًا عن هذا."),
        ("<p>قال ال<b>وزير</b> إنه لا يعلم.", "قال ال**وزير** إنه لا يعلم."),
        ("<p>قال ال<b>«وزير»</b>ان إنهما لا يعلمان.", "قال ال«وزير»ان إنهما لا يعلمان."),
        ("<p>قال الوز<b>ّير</b> إنه لا يعلم.", "قال الوزّير إنه لا يعلم."),
        ('<p>قال <b>وزير <a href="/w">العمل</a></b> أمس.', f"قال **وزير [العمل]({HOST}/w)** أمس."),
        ("<p>قال <b> وزير </b> *أمس* ما_قال.", r"قال **وزير** \*أمس\* ما\_قال."),
        ('<p>ورد <a href="/1">[^1]</a> هنا.', rf"ورد [\[^1\]]({HOST}/1) هنا."),
        ('<p>ورد <a href="/1">^1</a> هنا.', rf"ورد [\^1]({HOST}/1) هنا."),
        ("<ol start=3><li>ثالث الأمور</li><li>رابع الأمور</li></ol>", "3. ثالث الأمور\n4. رابع الأمور"),
        ("<ul><li>أمر أول</li></ul><ol><li>أمر ثان</li></ol>", "- أمر أول\n\n1. أمر ثان"),
        ("<ol><li>أ أول</li></ol><ol><li>ب أول</li></ol>", "1. أ أول\n\n- ب أول"),
    ],
)
def test_marks_of_saved_pages(tmp_path: Path, markup: str, written: str) -> None:
    assert body(tmp_path, markup) == written


def test_tables_of_facts(tmp_path: Path) -> None:
    rows = "<tr><th>المدينة<th>السكان</tr><tr><td>القاهرة<td>١٠ ملايين</tr><tr><td>تونس<td>مليون</tr>"
    caption = "<caption>سكان المدن</caption>"
    gap = " \u2003"
    assert body(tmp_path, f"<table>{caption}{rows}</table>") == (
        f"*سكان المدن*\n\n**المدينة**{gap}**السكان**\n\n- القاهرة{gap}١٠ ملايين\n- تونس{gap}مليون"
    )


def test_tables_that_lay_out_a_page_are_text(tmp_path: Path) -> None:
    cell = f"<p>{PARAGRAPH} أولًا</p><p>{PARAGRAPH} ثانيًا</p>"
    assert body(tmp_path, f"<table><tr><td>{cell}<td>هامش</table>").split("\n\n") == [
        f"{PARAGRAPH} أولًا", f"{PARAGRAPH} ثانيًا", "هامش"
    ]  # fmt: skip


def test_a_column_of_numbers_is_no_item_of_a_counted_list(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>{n}.</td><td>بند رقم {n}</td></tr>" for n in (1, 2, 3))
    assert body(tmp_path, f"<table>{rows}</table>").split("\n")[0] == "- 1\\. \u2003بند رقم 1"


def test_someones_own_markdown(tmp_path: Path) -> None:
    text = f"""# عنوان المقال الأول

{PARAGRAPH} انظر [هذا](https://x.example/a_b) و**ذاك** و*هذه*، و[ذلك](javascript:x) \\*كما هي\\*.

1. أمر أول
1. أمر ثان

7) أمر سابع

- بند
"""
    assert body(tmp_path, text, "a.md") == (
        f"{PARAGRAPH} انظر [هذا](https://x.example/a_b) و**ذاك** و*هذه*، وذلك \\*كما هي\\*.\n\n"
        "1. أمر أول\n2. أمر ثان\n3. أمر سابع\n\n- بند\n"
    )


def test_keys_that_mean_nothing_here_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: عنوان\nlayout: post\nتصنيف: سوق\n---\nنص المقال هنا.\n", "utf-8")
    [original] = read_originals(path, Registry())
    assert isinstance(original, Original)
    _, ledger = convert(original, Minted(""), Setting(ZoneInfo("UTC"), Gazetteer(())))
    assert ledger.fields == {"title": "title", "layout": "original", "تصنيف": "original"}


@pytest.mark.parametrize(
    ("raw", "words", "marks"),
    [
        ("أ [ب](x) ج", "أ ب ج", [(2, 3, "link", "x")]),
        ("**أ [ب](x)**", "أ ب", [(0, 3, BOLD, ""), (2, 3, "link", "x")]),
        ("[![أ](p.jpg)](x)", "أ", [(0, 1, "link", "x")]),
        (r"\*أ\* \[ب\](x)", "*أ* [ب](x)", []),
        ("أ * ب * ج", "أ * ب * ج", []),
        ("2*3*4", "2*3*4", []),
    ],
)
def test_inline_markdown(raw: str, words: str, marks: list[tuple[int, int, str, str]]) -> None:
    found = read_inline(raw)
    assert found.text == words
    assert [(mark.start, mark.end, mark.kind, mark.href) for mark in found.marks] == marks


@pytest.mark.parametrize(
    ("address", "whole"),
    [
        ("a/b.html", f"{HOST}/n/a/b.html"),
        ("//x.example/a", "https://x.example/a"),
        (" java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("http://[::1", ""),
        ("http://x\\@y.example/", ""),
        ("https://x.example/\u202etxt", "https://x.example/%E2%80%AEtxt"),
        ("https://x.example/خبر", "https://x.example/خبر"),
        ("https://x.example/" + "a" * 3000, ""),
        ("ftp://x.example/a", ""),
    ],
)
def test_addresses(address: str, whole: str) -> None:
    assert absolute(address, f"{HOST}/n/1") == whole


marks = st.lists(
    st.builds(Mark, st.integers(0, 30), st.integers(0, 34), st.sampled_from(["strong", "em", "link"])).map(
        lambda mark: Mark(mark.start, mark.end, mark.kind, f"{HOST}/a?b=1" if mark.kind == "link" else "")
    ),
    max_size=6,
)
signs = [
    "*",
    "**",
    "[",
    "](",
    ")",
    "^",
    "\\",
    "!",
    "_",
    "`",
    "1.",
    "-",
    "#",
    ">",
    "<b>",
    "&amp;",
    "كلمة",
    "\u0651",
    " ",
]
words = st.lists(st.sampled_from(signs) | st.text(max_size=2), min_size=1, max_size=12).map("".join)


@settings(max_examples=200)
@given(
    words, marks, st.sampled_from(["paragraph", "item", "quote", "caption", "question"]), st.none() | st.integers(0, 99)
)
def test_marks_never_change_the_text(text: str, found: list[Mark], kind: str, number: int | None) -> None:
    if not visible(text):
        return
    marked = Marked(text, kind, tuple(found), number)  # type: ignore[arg-type]
    [block] = render(write([Section((marked,))]))
    [wanted] = render(write([Section((Paragraph(text, kind),))]))  # type: ignore[arg-type]
    assert visible(block.text) == visible(wanted.text) == visible(text)
    links = {element.get("href") for element in block.element.iter("a")}
    assert links <= {f"{HOST}/a?b=1"} and not list(block.element.iter("img"))
