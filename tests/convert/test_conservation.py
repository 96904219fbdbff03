"""The law of conservation over documents nobody would write: every visible character is shown or explained.

`KHIZANA_EXAMPLES` sets how many documents are made; the suite makes a few hundred.
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khizana.convert.original import Original
from khizana.convert.pipeline import convert
from khizana.convert.setting import Minted, Setting
from khizana.gazetteer import Gazetteer
from khizana.ledger import visible
from khizana.problems import ProblemError
from khizana.profile import render, to_html
from tests.support.text import shown_text

EXAMPLES = int(os.environ.get("KHIZANA_EXAMPLES", "300"))
SETTING = Setting(ZoneInfo("Africa/Cairo"), Gazetteer(()), removals=True)
WORDS = [
    "قال",
    "المدينة",
    "في",
    "ثم",
    "القديمة،",
    "الناس.",
    "«نعم»",
    '"لا"',
    "2017",
    "١٢",
    "BBC",
    "كِتَابٌ",
    "ـ",
    "\u200f",
]
MARKS = [
    "*", "**", "#", "##", ">", "-", "+", "1.", "١.", "1)", "[x]:", "[a](b)", "<b>", "&amp;", "`", "~~", "|",
    "\\", "_", "{#x}", "[^1]:", ":", "…", "...", "(", "![",
]  # fmt: skip
LINES = [
    "شارك", "طباعة", "الخميس 29/يونيو/2017 - 03:01 م", "كتب: سالم الحداد - بيروت", "اقرأ أيضًا: خبر آخر",
    "وقال:", "* كاتب من مصر", "س: ماذا جرى؟", "ج: لم يجر شيء.", "", " ", "\u00a0", "---", "عنوان قصير",
    "عنوان ينتهي بنقطتين:", "- بند", "1) بند مرقم", "أول الشطر والبيت ... وآخر الشطر والبيت",
    "آخر تحديث: 4 يونيو 2021 - 18:22", "جميع الحقوق محفوظة",
]  # fmt: skip
pieces = st.sampled_from(WORDS + MARKS) | st.text(max_size=4)
sentences = st.lists(pieces, min_size=1, max_size=30).map(" ".join)
documents = st.lists(st.sampled_from(LINES) | sentences, min_size=2, max_size=24).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n", "\n\n", "\u2028"]).map(lambda end: end.join(lines))
)


def shown(body: str) -> str:
    return visible(shown_text("".join(to_html(block.element) for block in render(body))))


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(documents.filter(lambda text: "\0" not in text))
def test_nothing_is_lost_invented_or_moved(text: str) -> None:
    original = Original(Path("a.txt"), sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), text)
    try:
        article, ledger = convert(original, Minted("2026-01-01T00:00:00Z"), SETTING)
    except ProblemError as error:
        assert "has no text" in str(error)  # never a breach of the law
        return
    assert visible("".join(text[span.start : span.end] for span in ledger.spans)) == visible(text)
    kept = visible("".join(text[span.start : span.end] for span in ledger.spans if span.fate == "kept"))
    assert shown(article.body) == kept
    titles = [text[span.start : span.end] for span in ledger.spans if span.where == "title" and span.fate == "metadata"]
    assert all(visible(title) == visible(article.title) for title in titles)
