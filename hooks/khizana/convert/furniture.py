"""Page furniture: lines that belong to the web page an article was copied from, not to the article.

A line is removed only on positive evidence, by a rule with a name; the ledger keeps the line. Words are
compared folded, so spelling and vowel signs do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from khizana.arabic import fold
from khizana.convert.lines import Line

# A whole line that is one of these is a control of the page, in any outlet.
_CONTROLS = frozenset(
    fold(words)
    for words in (
        "طباعة", "اطبع", "نسخة للطباعة", "شارك", "شاركها", "مشاركة", "شارك المقال", "شارك هذا المقال", "شارك الخبر",
        "أرسل", "أرسل إلى صديق", "إرسال", "إرسال لصديق", "حفظ", "نسخ الرابط", "تعليق", "تعليقات", "أضف تعليقًا",
        "فيسبوك", "تويتر", "واتساب", "تيليجرام", "تلغرام", "لينكد إن", "بريد إلكتروني", "إنستغرام", "يوتيوب",
        "حجم الخط", "تكبير الخط", "تصغير الخط", "استمع", "استمع إلى المقال", "الرئيسية", "القائمة", "بحث",
        "اقرأ المزيد", "المزيد", "الأكثر قراءة", "الأكثر مشاهدة", "مواضيع ذات صلة", "أخبار ذات صلة", "السابق", "التالي",
        "Facebook", "Twitter", "WhatsApp", "Telegram", "LinkedIn", "Email", "Share", "Print", "Next Previous",
    )
)  # fmt: skip
_PRINT_BUTTON = re.compile(r"طباعه\s+(?P<caption>.+)")
_RELATED = re.compile(r"\W*(?:اقر[اي]|طالع|شاهد)\s+(?:ايضا|المزيد)\s*[:؛\-–].*|\W*(?:مواضيع|اخبار|مقالات)\s+ذات\s+صله\s*:.*")
_RIGHTS = re.compile(r"(?:©\s*)?(?:جميع|كافه|كل)\s+الحقوق\s+محفوظه.*")
_LONGEST_RELATED = 30  # words: a headline and its lead-in


@dataclass(frozen=True)
class Page:
    """What a rule may look at beside the line: the page's title and its folded lines."""

    title: str
    lines: Sequence[str]


@dataclass(frozen=True)
class Rule:
    """`why` is the reason in Arabic, for the editor who asks what became of a line."""

    name: str
    why: str
    holds: Callable[[Line, Page], bool]


def _is_control(line: Line, page: Page) -> bool:
    return fold(line.text).strip(" :.|") in _CONTROLS


def _is_print_button(line: Line, page: Page) -> bool:
    """`طباعة` with the caption of the article's picture glued to it: the title or its beginning."""
    button = _PRINT_BUTTON.fullmatch(fold(line.text))
    return button is not None and _begins(page.title, button["caption"])


def _is_repeated_caption(line: Line, page: Page) -> bool:
    """The beginning of the title, broken off with dots, on a line of its own, and more than once on the page."""
    text = fold(line.text)
    return text.endswith(("..", "…")) and _begins(page.title, text) and _repeats(text, page)


def _begins(title: str, text: str) -> bool:
    words = text.rstrip(" .…")
    return len(words.split()) > 1 and fold(title).startswith(words)


def _repeats(text: str, page: Page) -> bool:
    return sum(other == text or other.endswith(f" {text}") for other in page.lines) > 1


def _is_related(line: Line, page: Page) -> bool:
    return line.words <= _LONGEST_RELATED and _RELATED.fullmatch(fold(line.text)) is not None


def _is_rights(line: Line, page: Page) -> bool:
    return line.words <= _LONGEST_RELATED and _RIGHTS.fullmatch(fold(line.text)) is not None


RULES = (
    Rule("page-control", "زر أو رابط من أزرار الصفحة", _is_control),
    Rule("print-button", "زر الطباعة ملتصقًا بتعليق الصورة", _is_print_button),
    Rule("repeated-caption", "تعليق الصورة مكررًا، وهو أول العنوان", _is_repeated_caption),
    Rule("related-link", "رابط إلى مقال آخر", _is_related),
    Rule("rights-notice", "عبارة حقوق النشر أسفل الصفحة", _is_rights),
)


def furniture_rule(line: Line, page: Page) -> Rule | None:
    """The rule that takes the line for furniture, or None."""
    return next((rule for rule in RULES if rule.holds(line, page)), None)
