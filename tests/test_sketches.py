"""Near-duplicates: the same article again, and articles that only resemble each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khizana.sketches import Sketches, likeness, sketch

ARTICLE = (
    "افتتح الوزير صباح اليوم معرض الكتاب في دورته العشرين بحضور مئات الناشرين من بلدان عدة، وقال في كلمته إن القراءة "
    "حق لكل مواطن وإن المكتبات العامة ستفتح أبوابها مساء كذلك، ثم جال في أروقة المعرض واستمع إلى شكاوى العارضين من ضيق "
    "المساحات وارتفاع كلفة الشحن، ووعد بدراسة مطالبهم قبل الدورة المقبلة التي تستضيفها المدينة في الربيع"
)
OTHER = (
    "انتهت أمس أعمال ترميم السور القديم بعد عامين من العمل المتواصل، وكشف المهندسون عن برجين لم يكونا معروفين من قبل، "
    "وقال مدير الآثار إن الموقع سيُفتح للزوار في الخريف بعد تجهيز ممرات آمنة ولوحات تعريفية بلغات ثلاث"
)


@pytest.mark.parametrize(
    "again",
    [
        ARTICLE,
        ARTICLE.replace("صباح اليوم", "اليوم"),
        ARTICLE.replace("ا", "أ", 3),
        ARTICLE.replace(" في ", "  في\n"),
        ARTICLE.replace("القراءة", "القِراءَة"),
    ],
    ids=["the same", "a word less", "hamza", "white space", "vowel signs"],
)
def test_the_same_article_is_found(again: str) -> None:
    sketches = Sketches()
    sketches.add("first", sketch(ARTICLE))
    sketches.add("other", sketch(OTHER))
    assert sketches.like(sketch(again)) == "first"


def test_another_article_is_not() -> None:
    sketches = Sketches()
    sketches.add("first", sketch(ARTICLE))
    assert sketches.like(sketch(OTHER)) is None
    assert sketches.like(sketch(ARTICLE[:150] + OTHER)) is None


def test_a_text_too_short_to_tell_is_like_none() -> None:
    sketches = Sketches()
    sketches.add("short", sketch("لا جديد اليوم"))
    assert sketches.like(sketch("لا جديد اليوم")) is None


@given(st.text(max_size=300), st.text(max_size=300))
def test_likeness_is_a_share(one: str, other: str) -> None:
    assert 0 <= likeness(sketch(one), sketch(other)) <= 1
    assert likeness(sketch(one), sketch(other)) == likeness(sketch(other), sketch(one))
