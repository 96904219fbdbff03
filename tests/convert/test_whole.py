"""Whole conversions, run as a person runs them: `scripts/build.py` on an archive in a temporary folder."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.archive import FIXTURE, Archive, fixture_archive
from tests.support.capture import capture
from tests.support.conversion import SEED, SEED_PARAGRAPHS, check_ledger, mutable


def test_title_date_and_author(converted: Archive) -> None:
    article = converted.article("الساقيةَ الكبرى")
    assert article.title == 'مع عودة الماء إلى النهر.. الواحة تستعيد "عروسها"'
    assert article.date is not None
    assert article.date.isoformat() == "2017-06-29T15:01:00+02:00"
    assert article.authors == ("سلمى الحداد",)
    assert article.source.outlet == "al-fajr"
    assert article.source.date_printed == "الخميس 29/يونيو/2017 - 03:01 م"
    assert re.fullmatch(r"2017-06-29-[a-z2-7]{4}", article.id)


def test_the_outlet_s_zone_decides(converted: Archive) -> None:
    beirut = converted.article("الصيادون").date
    assert beirut and beirut.isoformat() == "2017-06-12T11:10:00+03:00"
    day = converted.article("الحافلة الزرقاء").date
    assert day and day.isoformat() == "2015-02-03"


def test_without_an_outlet_the_setting_s_zone_decides(archive: Archive) -> None:
    archive.put("inbox/a.txt", capture())
    assert archive.convert().code == 0
    [article] = archive.articles()
    assert article.date and article.date.isoformat() == "2017-06-29T15:01:00+02:00"
    assert article.source.outlet == ""


def test_headings_and_their_ids(converted: Archive, river: str) -> None:
    body = converted.article("الساقيةَ الكبرى").body
    assert re.findall(r"^## .*$", body, re.MULTILINE) == [
        '## عودة "العروس" {#عودة-العروس}',
        "## ما بقي من العمل {#ما-بقي-من-العمل}",
    ]
    assert converted.ledger(river)["sections"] == {
        'عودة "العروس"': "عودة-العروس",
        "ما بقي من العمل": "ما-بقي-من-العمل",
    }


def test_lists_and_signatures(converted: Archive) -> None:
    body = converted.article("طوله ١٢٠ مترًا").body
    assert "\n- المارة والدراجات.\n- عربات البلدية الخفيفة.\n- سيارات الإسعاف عند الضرورة.\n" in body
    assert body.endswith("\n\n*مراسل الفجر في الواحة*\n")


def test_furniture_is_in_the_ledger_and_not_on_the_page(converted: Archive, river: str) -> None:
    ledger, body = converted.ledger(river), converted.article("الساقيةَ الكبرى").body
    removed = [span[4] for span in ledger["spans"] if span[2] == "removed"]
    caption = "مع عودة الماء إلى النهر.."
    assert removed.count(caption) + sum(text.endswith(caption) for text in removed if text != caption) == 3
    assert "شارك" in removed
    assert caption not in body and "شارك" not in body and "طباعة" not in body


def test_every_ledger_accounts_for_its_original(converted: Archive) -> None:
    ids = [article.id for article in converted.articles()]
    assert len(ids) == 6
    for id in ids:
        check_ledger(converted, id)


def test_originals_are_kept_byte_for_byte(converted: Archive) -> None:
    captured = {path.read_bytes() for path in FIXTURE.rglob("*.txt")}
    assert {converted.layout.original(article.id, ".txt").read_bytes() for article in converted.articles()} == captured
    for article in converted.articles():
        data = converted.layout.original(article.id, ".txt").read_bytes()
        assert article.source.sha256 == hashlib.sha256(data).hexdigest()
        assert converted.layout.sources / article.source.file == converted.layout.original(article.id, ".txt")


def test_tags_are_suggested_by_their_terms(converted: Archive) -> None:
    assert converted.article("الساقيةَ الكبرى").tags == ("water",)
    assert converted.article("الحافلة الزرقاء").tags == ("culture",)
    assert converted.article("من يصبر").tags == ()


def test_the_inbox_is_emptied(converted: Archive) -> None:
    assert not [path for path in converted.layout.inbox.rglob("*") if path.is_file()]


def test_an_undated_article_goes_to_undated(converted: Archive) -> None:
    article = converted.article("من يصبر")
    assert article.date is None
    assert re.fullmatch(r"[a-z2-7]{8}", article.id)
    assert converted.layout.page(article.id).parent.name == "undated"


def test_running_twice_changes_nothing(converted: Archive) -> None:
    before = converted.files()
    run = converted.convert()
    assert (run.code, run.lines[-1]) == (0, "6 unchanged")
    assert converted.files() == before


def test_pages_deleted_and_converted_again_are_the_same_bytes(converted: Archive) -> None:
    before = converted.files()
    for page in converted.pages():
        page.unlink()
    assert converted.convert().lines[-1] == "6 converted"
    assert converted.files() == before


def test_two_archives_from_the_same_captures_are_the_same(converted: Archive, tmp_path: Path) -> None:
    assert mutable(fixture_archive(tmp_path / "other", machinery=False)) == mutable(converted)


def test_ids_minted_once_survive(converted: Archive, river: str) -> None:
    """A ledger's id, capture moment and section ids hold even where today's rules would give others."""
    path = converted.layout.ledger(river)
    ledger = path.read_text("utf-8").replace('"عودة-العروس"', '"minted-before"')
    path.write_text(re.sub(r'"captured": "[^"]+"', '"captured": "2001-02-03T04:05:06Z"', ledger), "utf-8")
    converted.layout.page(river).unlink()
    assert converted.convert().code == 0
    again = converted.ledger(river)
    assert again["captured"] == "2001-02-03T04:05:06Z"
    assert again["sections"]['عودة "العروس"'] == "minted-before"
    assert '## عودة "العروس" {#minted-before}' in converted.layout.page(river).read_text("utf-8")


def test_the_same_capture_again_makes_no_second_article(converted: Archive) -> None:
    before = converted.files()
    converted.put("inbox/al-fajr/again.txt", (FIXTURE / "inbox/al-fajr/nahr.txt").read_bytes())
    assert converted.convert().code == 0
    assert converted.files() == before


@pytest.fixture
def seed(archive: Archive, samples: Callable[[str], Path]) -> Iterator[Archive]:
    assert archive.convert("--outlet", "al-fajr", samples(SEED)).code == 0
    yield archive


def test_the_seed(seed: Archive) -> None:
    [article] = seed.articles()
    assert article.title == 'مع بدء معركة الرقة.. الانشقاقات تسقط "داعش"'
    assert article.date is not None
    assert article.date.isoformat() == "2017-06-29T15:01:00+02:00"
    headings = re.findall(r"^##+ .*$", article.body, re.MULTILINE)
    assert headings == [
        '## ارتباك في "داعش" {#ارتباك-في-داعش}',
        "## جواسيس داخل التنظيم {#جواسيس-داخل-التنظيم}",
        "## معركة الرقة {#معركة-الرقة}",
    ]
    assert len([block for block in article.body.split("\n\n") if not block.startswith("#")]) == SEED_PARAGRAPHS
    check_ledger(seed, article.id)


def test_the_seed_reads_the_same_the_second_time(seed: Archive) -> None:
    before = seed.files()
    for page in seed.pages():
        page.unlink()
    assert seed.convert().code == 0
    assert seed.files() == before
