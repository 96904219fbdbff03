"""Saved pages: the article, its title and its date, and every other visible character accounted for."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from khizana.article import Article
from khizana.convert.original import Original
from khizana.convert.pipeline import convert
from khizana.convert.readers import read_originals
from khizana.convert.setting import Minted, Setting
from khizana.gazetteer import Gazetteer
from khizana.ledger import Ledger, visible
from khizana.problems import ProblemError
from khizana.registry import Registry
from scripts.benches.html import measure
from tests.support.archive import Archive

PAGES = Path(__file__).parent / "pages"
GOLD = PAGES / "gold.json"
COMPOSED = sorted(path for path in PAGES.iterdir() if path.suffix in (".html", ".htm"))
LEAST_F1 = 0.95
PARAGRAPH = "كان الصيف طويلًا في تلك السنة، ولم يسقط المطر إلا بعد أن يبست أوراق الكروم كلها وصارت بلون التراب."


def read(path: Path) -> Original:
    [original] = list(read_originals(path, Registry()))
    assert isinstance(original, Original)
    return original


def converted(path: Path) -> tuple[Original, Article, Ledger]:
    original = read(path)
    return original, *convert(original, Minted("now"), Setting(ZoneInfo("Africa/Cairo"), Gazetteer([])))


def page(folder: Path, body: str, head: str = "") -> Path:
    path = folder / "page.html"
    path.write_text(f"<!doctype html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>", "utf-8")
    return path


def test_composed_pages() -> None:
    figures = measure(COMPOSED, GOLD)
    assert figures["pages"] == len(COMPOSED) >= 6
    assert figures["html_paragraph_f1"] >= LEAST_F1
    assert (figures["titles_right"], figures["dates_right"]) == (len(COMPOSED), len(COMPOSED))
    assert (figures["must_not"], figures["unexplained_characters"]) == (0, 0)


def test_sample_pages(samples: Callable[[str], Path]) -> None:
    figures = measure(sorted(samples("html").glob("*.html")), PAGES / "samples-gold.json")
    assert figures["html_paragraph_f1"] >= LEAST_F1
    assert (figures["titles_right"], figures["dates_right"], figures["unexplained_characters"]) == (4, 4, 0)


@pytest.mark.parametrize("path", COMPOSED, ids=lambda path: path.name)
def test_every_visible_character_has_one_fate(path: Path) -> None:
    original, _, ledger = converted(path)
    told = "".join(original.text[span.start : span.end] for span in ledger.spans)
    assert visible(told) == visible(original.text)
    for span in ledger.spans:
        assert span.fate != "removed" or span.text


def test_what_is_around_the_article_is_named_once_on_each_side() -> None:
    _, _, ledger = converted(PAGES / "deep.html")
    assert [span.where for span in ledger.spans if span.fate == "removed"] == ["outside-article"] * 2


def test_sections_lists_quotations_and_captions() -> None:
    _, article, _ = converted(PAGES / "single-file.html")
    assert "## اليوم الأول: المحطة {#" in article.body and "### في العربة {#" in article.body
    assert "\n1. احمل ماءك" in article.body and "\n*القطار عند أول محطة بعد الكثبان.*\n" in article.body
    _, article, _ = converted(PAGES / "advert.html")
    assert "\n> البحر لا يعطي" in article.body
    assert article.authors == ("ريم السالم",)


def test_addresses() -> None:
    assert read(PAGES / "single-file.html").fields["url"] == "https://rihla.example/2022/11/desert-train"
    assert read(PAGES / "breaks.html").fields["url"] == "https://waha.example/news/5121"


def test_what_is_never_shown_is_no_text(tmp_path: Path) -> None:
    unseen = "<script>سر</script><style>سر</style><template><p>سر</p></template><!-- سر --><noscript>سر</noscript>"
    original = read(
        page(tmp_path, f"<h1>حكاية الصيف الطويل</h1>{unseen}<p>{PARAGRAPH}</p><p hidden>ظاهر بعد النقر</p>")
    )
    assert "سر" not in original.text.replace("سراب", "") and "ظاهر بعد النقر" in original.text


def test_metadata_stands_in_for_a_date_that_is_not_printed(tmp_path: Path) -> None:
    head = '<meta property="article:published_time" content="2020-08-24T09:23:13+02:00">'
    _, article, _ = converted(page(tmp_path, f"<h1>حكاية الصيف الطويل</h1><p>{PARAGRAPH}</p>", head))
    assert article.date and article.date.isoformat() == "2020-08-24T09:23:00+02:00"


def test_a_date_that_metadata_contradicts_is_for_review(tmp_path: Path) -> None:
    head = '<meta property="article:published_time" content="2020-08-24T09:23:13Z">'
    body = f"<h1>حكاية الصيف الطويل</h1><div>24 أغسطس 2019</div><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p>"
    _, article, _ = converted(page(tmp_path, body, head))
    assert article.date and article.date.isoformat() == "2019-08-24"
    assert "date-contradicts-metadata" in article.review


def test_a_page_without_text_is_set_aside(tmp_path: Path) -> None:
    with pytest.raises(ProblemError, match="set aside for review"):
        read(page(tmp_path, "<div><h1>عنوان</h1><p>قليل من الكلام</p></div>"))


def test_a_list_of_articles_is_set_aside(tmp_path: Path) -> None:
    teasers = "".join(
        f"<section><div><h2><a href=/{n}>عنوان رقم {n}</a></h2><h3><a href=/{n}>تفاصيل أخرى عن الخبر رقم {n}</a></h3>"
        f"<p>{PARAGRAPH} {n}</p><p><a href=/{n}>{PARAGRAPH} {n}</a></p></div></section>"
        for n in range(9)
    )
    with pytest.raises(ProblemError, match="a list of articles"):
        read(page(tmp_path, f"<main>{teasers}</main>"))


def test_menus_of_one_site_do_not_make_duplicates(archive: Archive) -> None:
    menu = "".join(f"<li><a href=/{n}>القسم رقم {n} من أقسام الموقع</a></li>" for n in range(60))
    for name, words in (("one", "العنب"), ("two", "الزيتون")):
        body = f"<ul>{menu}</ul><div><h1>موسم {words} هذا العام</h1>" + "".join(
            f"<p>{words} {part} {PARAGRAPH[:40]} {words * 3} ثم كلام آخر عن {words} لا يشبه غيره {part * 2}.</p>"
            for part in ("أول", "ثان", "ثالث")
        )
        archive.write(f"docs/sources/inbox/{name}.html", f"<!doctype html><html><body>{body}</div></body></html>")
    run = archive.convert()
    assert (run.code, run.lines[-1]) == (0, "2 converted")


def test_a_page_in_the_archive_is_kept_and_converted_again(archive: Archive) -> None:
    archive.put("inbox/tables.htm", (PAGES / "tables.htm").read_bytes())
    assert archive.convert().code == 0
    [article] = archive.articles()
    original = archive.layout.sources / article.source.file
    assert original.suffix == ".htm" and original.read_bytes() == (PAGES / "tables.htm").read_bytes()
    before = archive.files()
    assert archive.command("reconvert").code == 0
    assert archive.command("explain", article.id).code == 0
    assert archive.files() == before


def test_a_page_saved_with_its_folder(archive: Archive) -> None:
    archive.put("inbox/صفحة.html", (PAGES / "advert.html").read_bytes())
    archive.put("inbox/صفحة_files/style.css", "body{}")
    run = archive.convert()
    assert (run.code, run.lines) == (0, ["1 converted"])
    [article] = archive.articles()
    original = archive.layout.sources / article.source.file
    assert (original.parent / f"{article.id}_files" / "style.css").read_bytes() == b"body{}"
    assert not [path for path in archive.layout.inbox.rglob("*") if path.is_file()]
    assert archive.convert().lines == ["1 unchanged"]


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 100_000 + "نص",
        "".join(f"<b id={n}>" for n in range(5_000)) + "<p>نص" * 5_000,
        "<h2>عنوان</h2>" * 100_000,
        "<!--" + "x" * 100_000,
        "<frameset><frame src=x></frameset>",
    ],
    ids=["deep", "unclosed", "headings", "comment", "frames"],
)
def test_hostile_markup_is_refused(tmp_path: Path, markup: str) -> None:
    with pytest.raises(ProblemError):
        read(page(tmp_path, markup))


def test_thousands_of_nested_elements_lose_nothing(tmp_path: Path) -> None:
    original = read(page(tmp_path, "<div>" * 5_000 + f"<p>{PARAGRAPH}</p><p>{PARAGRAPH} ثانية</p>" + "</div>" * 5_000))
    assert PARAGRAPH in original.text and f"{PARAGRAPH} ثانية" in original.text


def test_the_gold_holds_only_hashes_of_samples() -> None:
    for case in json.loads((PAGES / "samples-gold.json").read_bytes()):
        assert all(len(text) == 40 for text in (case["title"], *case["paragraphs"])) and not case["must_not"]
