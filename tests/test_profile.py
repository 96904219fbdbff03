"""Article Markdown: what is written shows exactly its text, and nothing an editor writes is live."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from xml.etree.ElementTree import Element

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from khizana.article import Paragraph, Section
from khizana.profile import Anchors, Link, render, to_html, write
from khizana.profile.serialize import isolate, safe_address
from tests.support.cases import Case, read_cases
from tests.support.html import document, loose_tree, scheme, text_of
from tests.support.text import plain, visible

# fmt: off
HOSTILE = [
    *"*_[]()#>+-.!~|&;=:\\{}<^`\"'@%$,/?",
    *("0", "7", "2017", "٣", "١٩٧٣"),
    *("\t", "    ", " ", "\n", "\r\n", "\x02", "\x03", "\x00", "\x7f", "\x85", "\u2028", "\u2029", "\u00a0", "\ufeff"),
    *("\u202e", "\u200f", "\u200c", "ـ", "َ", "كلمة", "ABC", "a", "1. ", "2) ", "- ", "* ", "> ", "## ", "# ", "```"),
    *("[^1]", "[^1]: ", "[x]: http://e.example", "](", "](javascript:", "![", "**", "__", "&amp;", "&#x202e;", "{#a}"),
    *("~~~", "{: #a}", "<textarea>", "</p>", "<!--", "<script>", "http://e.example"),
    *("klzzwxh:0001", "\x02klzzwxh:0000\x03", "\x0242\x03"),
    *("---", "===", "***", ":::", "--8<-- ", "zz1337820767766393qq", "BBC: عنوان", "| أ | ب |"),
]
# fmt: on
texts = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=3), max_size=12).map("".join)
shown_texts = texts.filter(lambda text: bool(visible(text)))
paragraphs = st.builds(Paragraph, shown_texts, st.sampled_from(["paragraph", "item", "quote", "signature"]))
sections = st.lists(
    st.builds(
        Section, st.lists(paragraphs, max_size=4).map(tuple), shown_texts, st.just("قسم"), st.sampled_from([2, 3])
    ),
    max_size=3,
)
TAGS = {"h2", "h3", "p", "ul", "ol", "li", "blockquote", "em", "strong", "sup", "br", "hr", "div", "a", "img", "bdi"}
ATTRIBUTES = {"id", "start", "class", "href", "rel", "src", "alt", "loading", "dir"}
CLASSES = {"footnote", "footnote-ref", "footnote-backref", "mention"}


def html(body: str) -> str:
    """A body as HTML, blocks on lines of their own."""
    return "\n".join(to_html(block.element) for block in render(body))


def shown(body: str) -> str:
    """What a reader of a page sees."""
    return text_of(loose_tree(html(body)))


def one(body: str) -> Element:
    [block] = render(body)
    return block.element


@pytest.mark.parametrize("case", read_cases("profile.txt"), ids=str)
def test_cases(case: Case) -> None:
    assert html(case.given) == case.expected


@given(sections)
@settings(max_examples=400)
def test_what_is_written_shows_its_text(made: list[Section]) -> None:
    wanted = "".join(section.title + "".join(item.text for item in section.paragraphs) for section in made)
    body = write(made)
    assert visible(shown(body)) == visible(wanted)
    assert visible(plain(body)) == visible(wanted)


@given(shown_texts, st.sampled_from(["paragraph", "item", "quote", "signature"]))
@example("[المصدر]: رويترز", "paragraph")
@example("2017. كانت", "paragraph")
@example("١. أولًا", "item")
@example("<textarea> نص لا يُغلق", "paragraph")
@example("| أ | ب | ج |", "paragraph")
@example("BBC: عنوان", "paragraph")
@example("http://example.org", "paragraph")
@example("[^1]: حاشية", "paragraph")
@example("*", "signature")
@settings(max_examples=400)
def test_a_paragraph_stays_one_paragraph(text: str, kind: str) -> None:
    blocks = render(write([Section((Paragraph(text, kind),))]))  # type: ignore[arg-type]
    assert len(blocks) == 1
    assert [visible(block.text[part.start : part.end]) for block in blocks for part in block.parts] == [visible(text)]


def test_the_lead_and_sections_come_back_in_order() -> None:
    lead = Section((Paragraph("مقدمة"),))
    first = Section((Paragraph("نص"), Paragraph("بند", "item"), Paragraph("آخر", "item")), "أول", "أول")
    second = Section((Paragraph("قول", "quote"), Paragraph("كاتب", "signature")), "ثانٍ", "ثان", 3)
    blocks = render(write([lead, first, second]))
    assert [(block.kind, block.id, block.level) for block in blocks] == [
        ("paragraph", "", 0),
        ("heading", "أول", 2),
        ("paragraph", "", 0),
        ("list", "", 0),
        ("heading", "ثان", 3),
        ("quote", "", 0),
        ("paragraph", "", 0),
    ]


def test_every_item_of_a_list_is_a_part() -> None:
    [block] = render("- خبز\n- ملح وماء\n")
    assert [block.text[part.start : part.end].strip() for part in block.parts] == ["خبز", "ملح وماء"]


def test_a_picture_alone_is_no_paragraph() -> None:
    blocks = render("نص\n\n![شعار](logo.svg)\n\n*شرح*\n")
    assert [len(block.parts) for block in blocks] == [1, 0, 1]


def test_footnotes_have_both_ways_and_no_part() -> None:
    blocks = render("متن[^1] وتتمة.\n\n[^1]: حاشية [رابط](https://example.org).\n")
    assert [block.kind for block in blocks] == ["paragraph", "notes"]
    assert not blocks[1].parts
    page = document("".join(to_html(block.element) for block in blocks))
    followed = {values["href"].removeprefix("#") for values in page.all("a") if values["href"].startswith("#")}
    assert followed <= set(page.ids)
    assert len(followed) == 2


def test_a_footnote_used_twice_leads_back_to_both_places() -> None:
    page = document(html("أ[^1] ب[^1]\n\n[^1]: حاشية\n"))
    assert len(page.ids) == len(set(page.ids))
    assert {a["href"].removeprefix("#") for a in page.all("a")} <= set(page.ids)


def test_headings_without_an_id_get_one() -> None:
    blocks = render("## عنوان\n\n## عنوان\n\n## !!!\n\n## آخر {#عنوان-2}\n")
    assert [block.id for block in blocks] == ["عنوان", "عنوان-3", "قسم", "عنوان-2"]


def test_unique_ids_are_numbered() -> None:
    anchors = Anchors(["خبر"])
    assert [anchors.mint("خبر"), anchors.mint("خبر:"), anchors.mint("؟")] == ["خبر-2", "خبر-3", "قسم"]


@given(texts)
@settings(max_examples=600)
@example("[x](java\tscript:alert(1))")
@example("[x](&#106;avascript:alert(1))")
@example("![x](data:text/html;base64,AAAA)")
@example("[x](\x01javascript:alert(1))")
@example("[x](JaVaScRiPt:alert(1))")
@example("[x](vbscript:x)")
@example("[x](<javascript:alert(1)>)")
@example("[x](java\\script:alert(1))")
@example('[x](https://e.example "><script>alert(1)</script>")')
@example('[x](https://e.example/"onmouseover="alert(1))')
@example('## t {#x"onclick="alert(1)}')
@example('!["><img src=x onerror=alert(1)>](logo.svg)')
def test_nothing_an_editor_writes_is_live(body: str) -> None:
    for tag, values in document(html(body)).tags:
        assert tag in TAGS
        assert set(values) <= ATTRIBUTES
        assert set(values.get("class", "").split()) <= CLASSES
        assert scheme(values.get("href", "")) in ("", "http", "https", "mailto")
        assert scheme(values.get("src", "")) == ""
        assert not values.get("href", "").startswith(("/", "\\"))


@given(texts)
@settings(max_examples=300)
def test_any_page_is_rendered_into_whole_html(body: str) -> None:
    for block in render(body):
        drawn = to_html(block.element)
        assert "<img" in drawn or "صورة" in drawn or visible(text_of(loose_tree(drawn))) == visible(block.text)


@pytest.mark.parametrize(
    "address",
    ["javascript:x", " javascript:x", "JAVASCRIPT:x", "data:,x", "vbscript:x", "file:///etc/passwd", "//e.example/x",
     "/x", "java\nscript:x", "\\\\e.example", "x\u2028y", "ftp://e.example", "مخطط:x"],
)  # fmt: skip
def test_unsafe_addresses(address: str) -> None:
    assert safe_address(address) is None


@pytest.mark.parametrize(
    "address", ["https://e.example/a:b", "HTTP://e.example", "mailto:a@b.c", "x.md", "../x.md#أ", "#أ"]
)
def test_safe_addresses(address: str) -> None:
    assert safe_address(address) == address


def test_latin_is_isolated_with_its_inner_marks_only() -> None:
    assert isolate("قال John O’Neil (BBC) إن F-16.") == (
        'قال <bdi dir="ltr">John O’Neil</bdi> (<bdi dir="ltr">BBC</bdi>) إن <bdi dir="ltr">F-16</bdi>.'
    )
    assert isolate("عام 2017 و٣٫٥ <") == "عام 2017 و٣٫٥ &lt;"


@given(texts)
def test_isolation_keeps_the_text(text: str) -> None:
    text = text.replace("\r", " ").replace("\0", "")
    assert text_of(loose_tree(isolate(text))) == text


def test_mentions_are_linked_in_plain_text() -> None:
    element = one("زار الرقة *ثم الرقة* اليوم.")
    drawn = to_html(element, links=[Link(4, 9, "r.html"), Link(13, 18, "r.html")])
    assert drawn == (
        '<p>زار <a class="mention" href="r.html">الرقة</a> '
        '<em>ثم <a class="mention" href="r.html">الرقة</a></em> اليوم.</p>'
    )


def test_mentions_are_not_linked_in_links_and_across_marks() -> None:
    element = one("في [مدينة الرقة](https://e.example) و*الر*قة.")
    text = "".join(element.itertext())
    links = [Link(start, start + 5, "r.html") for start in (text.index("الرقة"), text.rindex("الرقة"))]
    assert 'class="mention"' not in to_html(element, links=links)


@given(texts, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=4))
@settings(max_examples=300)
def test_mentions_never_nest_and_never_change_the_text(body: str, places: list[tuple[int, int]]) -> None:
    for block in render(body):
        links = [Link(start, end, "x.html") for start, end in places if start < end]
        drawn = to_html(block.element, links=links)
        assert text_of(loose_tree(drawn)) == text_of(loose_tree(to_html(block.element)))
        assert not re.search(r"<a [^>]*>(?:(?!</a>).)*<a ", drawn, re.DOTALL)


def test_ids_of_parts_are_put_in_place() -> None:
    [block] = render("- خبز\n- ملح\n")
    ids = {part.element: f"p-{number}" for number, part in enumerate(block.parts)}
    assert document(to_html(block.element, ids=ids)).ids == ["p-0", "p-1"]


def test_addresses_that_lead_nowhere_leave_their_words() -> None:
    assert to_html(one("انظر [هنا](x.md)."), resolve=lambda address: None) == "<p>انظر هنا.</p>"


@pytest.fixture
def other_thread() -> Iterator[ThreadPoolExecutor]:
    """Parsers belong to a thread, so what one does to its parser there is not seen by other tests."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        yield pool


@pytest.mark.parametrize("depth", [100, 300, 500, 600, 800])
@pytest.mark.parametrize("indent", ["    ", ""])
def test_deep_nesting_is_rendered_or_refused(other_thread: ThreadPoolExecutor, depth: int, indent: str) -> None:
    body = "".join(f"{indent * level}- {'- ' * level * (not indent)}x\n\n" for level in range(depth))
    try:
        assert other_thread.submit(html, body).result()
    except ValueError as error:
        assert "nested too deeply" in str(error)


def test_a_refused_page_does_not_spoil_the_next(other_thread: ThreadPoolExecutor) -> None:
    with pytest.raises(ValueError, match="nested too deeply"):
        other_thread.submit(render, "- " * 600 + "x").result()
    assert other_thread.submit(html, "نص\n\n- بند").result() == "<p>نص</p>\n<ul><li>بند</li></ul>"
