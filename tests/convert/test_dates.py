"""Printed dates: the gold strings, the flags, and what must hold for any text."""

import json
import os
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khizana.convert.dates import PrintedDate, find_dates, read_date
from khizana.convert.dates.calendars import to_day
from khizana.convert.dates.words import listed

HERE = Path(__file__).parent
GOLD: list[dict[str, Any]] = json.loads((HERE / "dates_gold.json").read_text("utf-8"))
SAMPLES = Path(os.environ.get("KHIZANA_SAMPLES", HERE.parents[2] / "shared" / "samples")) / "dates"
CAIRO = timezone(timedelta(hours=2))
LARGE = 100_000

# What dates are made of, and what only looks like it, to be strung together at random.
PIECES = listed(
    "29 يونيو 2017|5/8/2015|2015/08/05|24-8-20|14 جمادى الآخرة 1438هـ|۲۹ بهمن ۱۳۹۸|١٤٣٦/١٠/١٥|15 شوال|"
    "31 تموز/يوليو 2015|ديسمبر 25, 2020|منذ 3 أيام|2:255|03:01 م|T15:01:00Z|الخميس|الموافق|آخر تحديث|"
    "بتوقيت القاهرة|(GMT+0400)|رقم|يونيو|29|2017|٣|هـ|م|ص|(|)|/|-|–|ـ|،|:|.| |  |\n|\u200f|\u064b|\u200c"
    "|ﻷ|ﷺ|İ"
)
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=14).map("".join)


def one(text: str) -> PrintedDate:
    [found] = find_dates(text)
    return found


def verdict(text: str) -> tuple[str | None, str | None, bool]:
    """What the gold files state of a text: the first date that is not one of updating, else the first."""
    dates = sorted(find_dates(text), key=lambda found: found.updated)
    if not dates:
        return None, None, False
    return dates[0].iso, dates[0].calendar, "day-month-ambiguous" in dates[0].flags


@pytest.mark.parametrize("case", GOLD, ids=lambda case: case["text"])
def test_gold(case: dict[str, Any]) -> None:
    assert verdict(case["text"]) == (case["iso"], case["calendar"], case["ambiguous"])


def test_samples() -> None:
    path = SAMPLES / "dates.json"
    if not path.exists():
        pytest.skip(f"{path} does not exist; KHIZANA_SAMPLES may name the folder of samples")
    cases = json.loads(path.read_text("utf-8"))
    wrong = [c["text"] for c in cases if verdict(c["text"]) != (c["iso"], c["calendar"], c["ambiguous"])]
    assert len(wrong) <= 1, wrong
    assert not [case["text"] for case in cases if case["iso"] is None and find_dates(case["text"])]


def test_hijri_months_begin_as_printed_in_the_comparison_calendar() -> None:
    path = SAMPLES / "kfupm_comparison_calendar.json"
    if not path.exists():
        pytest.skip(f"{path} does not exist; KHIZANA_SAMPLES may name the folder of samples")
    for [(hijri, gregorian)] in json.loads(path.read_text("utf-8")):
        assert to_day("hijri", *hijri) == date(*gregorian)


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("29 يونيو 2017", ()),
        ("الجمعة 29 يونيو 2017", ("weekday-contradicts",)),
        ("5/8/2015", ("day-month-ambiguous",)),
        ("الأربعاء 5/8/2015", ()),
        ("الأربعاء 8/5/2015", ("month-first",)),
        ("الخميس 8/5/2015", ("day-month-ambiguous", "weekday-contradicts")),
        ("12/25/2019", ("month-first",)),
        ("31-10-75", ("two-digit-year",)),
        ("24-8-20م", ("two-digit-year", "day-month-ambiguous")),
        ("15/10/1436", ("calendar-assumed",)),
        ("15/10/1436 هـ", ()),
        ("30 شعبان 1437 هـ", ("not-umm-al-qura",)),
        ("15 شوال 1436هـ الموافق 31 يوليو 2015م", ()),
        ("16 شوال 1436هـ الموافق 31 يوليو 2015م", ()),
        ("17 شوال 1436هـ الموافق 31 يوليو 2015م", ("calendars-contradict",)),
        ("29 يونيو 2017 14:30 ص", ("time-contradicts",)),
        ("29 يونيو 2017 14:30 بتوقيت عمان", ("zone-unknown",)),
    ],
)
def test_flags(text: str, flags: tuple[str, ...]) -> None:
    assert one(text).flags == flags


def test_printed_is_the_whole_date_and_no_more() -> None:
    text = "القاهرة - نشر في: (الخميس) ٢٩ يونيو ٢٠١٧م - ٠٣:٠١ مساءً (بتوقيت القاهرة)، طباعة"
    found = one(text)
    assert found.printed == "(الخميس) ٢٩ يونيو ٢٠١٧م - ٠٣:٠١ مساءً (بتوقيت القاهرة)"
    assert text[found.start : found.end] == found.printed


def test_moment_uses_the_callers_zone_only_where_the_text_states_none() -> None:
    assert one("29 يونيو 2017").moment(CAIRO) == date(2017, 6, 29)
    assert one("29 يونيو 2017 03:01 م").moment(CAIRO) == datetime(2017, 6, 29, 15, 1, tzinfo=CAIRO)
    assert one("29 يونيو 2017 03:01 م GMT").moment(CAIRO) == datetime(2017, 6, 29, 15, 1, tzinfo=UTC)


def test_a_stated_place_knows_its_summer_time() -> None:
    assert one("5 يناير 2020 10:00 بتوقيت بيروت").iso == "2020-01-05T10:00:00+02:00"
    assert one("5 يوليو 2020 10:00 بتوقيت بيروت").iso == "2020-07-05T10:00:00+03:00"


def test_dates_of_updating_are_kept_apart() -> None:
    published, updated = find_dates("نشر في 29 يونيو 2017 03:01 م | آخر تحديث: 30 يونيو 2017 10:00 ص")
    assert (published.iso, published.updated) == ("2017-06-29T15:01", False)
    assert (updated.iso, updated.updated) == ("2017-06-30T10:00", True)


def test_a_time_of_updating_takes_the_day_before_it() -> None:
    published, updated = find_dates("الأربعاء، 28 آب/اغسطس 2013، آخر تحديث 14:00 (GMT+0400)")
    assert (published.day, published.time, published.updated) == (date(2013, 8, 28), None, False)
    assert (updated.day, updated.time, updated.updated) == (date(2013, 8, 28), time(14), True)
    assert updated.iso == "2013-08-28T14:00:00+04:00"
    assert updated.flags == ("day-from-context",)


def test_two_dates_on_a_line_are_two() -> None:
    text = "السبت 13 أكتوبر 2018 10:00 - الأحد 14 أكتوبر 2018 11:00"
    assert [found.iso for found in find_dates(text)] == ["2018-10-13T10:00", "2018-10-14T11:00"]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("الخميس 29/يونيو/2017 - 03:01 م", "2017-06-29T15:01"),
        ("تاريخ النشر: 29 يونيو 2017", "2017-06-29"),
        ("  | نشر في 29 يونيو 2017 -\n", "2017-06-29"),
        ("تم النشر في 29 يونيو 2017 | آخر تحديث 30 يونيو 2017", "2017-06-29"),
        ("آخر تحديث: 30 يونيو 2017", "2017-06-30"),
        ("17-4-19", "2019-04-17"),
    ],
)
def test_a_date_line(text: str, iso: str) -> None:
    found = read_date(text)
    assert found is not None
    assert found.iso == iso


@pytest.mark.parametrize(
    "text",
    [
        "",
        "نشر في",
        "القاهرة 29 يونيو 2017",
        "29 يونيو 2017 قال الوزير",
        "29 يونيو 2017 - 30 يونيو 2017",
        "منذ 3 أيام",
        "المادة 17-4-19",
        "29 يونيو 2017 من 3-5 يونيو 2018",
    ],
)
def test_no_date_line(text: str) -> None:
    assert read_date(text) is None


@given(texts)
def test_spans_are_right(text: str) -> None:
    end = 0
    for found in find_dates(text):
        assert end <= found.start < found.end
        assert text[found.start : found.end] == found.printed
        end = found.end


@given(texts)
def test_a_printed_date_reads_the_same_alone(text: str) -> None:
    for found in find_dates(text):
        if "day-from-context" in found.flags:
            continue
        again = one(found.printed)
        assert (again.start, again.end) == (0, len(found.printed))
        assert (again.iso, again.calendar, again.flags) == (found.iso, found.calendar, found.flags)


@given(texts)
def test_a_date_line_has_the_date_that_is_found(text: str) -> None:
    found = read_date(text)
    assert found is None or found in find_dates(text)


@pytest.mark.parametrize(
    "unit",
    ["1", "1/", "/", " ", "1 ", "1 / ", "12:", "-", "5 يونيو ", "(", "نشر في ", "\u064b", "ـ", "الخميس "],
)
def test_long_runs_are_read_in_linear_time(unit: str) -> None:
    """Every repetition is bounded, so this ends at once; a quadratic pattern would run for minutes."""
    run = unit * (LARGE // len(unit))
    assert find_dates(run) == []
    assert read_date(f"29 يونيو 2017 {run}x") is None
    assert one(f"{run}\n29 يونيو 2017").iso == "2017-06-29"
