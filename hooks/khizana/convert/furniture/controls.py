"""Buttons and menus of a page: lines that are nothing but the name of a control."""

from __future__ import annotations

import re

from khizana.arabic import fold
from khizana.controls import EDGES, is_control
from khizana.convert.furniture.page import Page, Rule, Spot

_COUNTER = re.compile(
    r"(?:عدد\s+)?(?:المشاهدات|مشاهده|مشاهدات|القراءات|قراءه|قراءات|الزيارات|زياره|تعليقات|التعليقات|المشاركات)\s*"
    r"[:(]?\s*[\d,.]+\s*\)?|[\d,.]+\s*(?:مشاهده|مشاهدات|قراءه|زياره|تعليق|تعليقات|مشاركه|مشاركات)"
)
_READING_TIME = re.compile(r"(?:مده|وقت|زمن)\s+القراءه\s*:?\s*[\d\w ]{0,16}|\d+\s+(?:دقيقه|دقائق)\s+(?:قراءه|للقراءه)")
_ADVERT = re.compile(r"(?:div-gpt-ad|gpt-ad|ad[_-]?slot|google_ad|adsbygoogle|googletag|dfp)[\w.\-/:()\[\]{}'\"; ]*")
_NETWORKS = frozenset(
    fold(words)
    for words in (
        "شارك", "مشاركة", "طباعة", "إرسال", "حفظ", "فيسبوك", "تويتر", "واتساب", "تلغرام", "تيليجرام", "لينكد", "إن",
        "Facebook", "Twitter", "WhatsApp", "Telegram", "LinkedIn", "Email", "Share", "Print", "Next", "Previous",
        "Google", "Pinterest", "Tweet", "Like", "Messenger", "Viber", "Copy", "Link",
    )
)  # fmt: skip
_LONGEST_BAR = 10


def _is_control(spot: Spot, page: Page) -> bool:
    return is_control(spot.folded)


def _is_bar(spot: Spot, page: Page) -> bool:
    """Several names of controls and networks in a row, and nothing else."""
    words = re.split(r"[\s|+/•,،]+", spot.folded.strip(EDGES))
    return 1 < len(words) <= _LONGEST_BAR and all(word in _NETWORKS for word in words)


def _is_counter(spot: Spot, page: Page) -> bool:
    return any(shape.fullmatch(spot.folded.strip(" |")) for shape in (_COUNTER, _READING_TIME))


def _is_advert(spot: Spot, page: Page) -> bool:
    return _ADVERT.fullmatch(spot.folded) is not None


def _is_known(spot: Spot, page: Page) -> bool:
    return spot.folded in page.known


CONTROL_RULES = (
    Rule("outlet-furniture", "سطر من زوائد صفحات هذه الصحيفة كما جاء في ملفها", _is_known),
    Rule("page-control", "زر أو رابط من أزرار الصفحة", _is_control),
    Rule("share-bar", "شريط أزرار المشاركة", _is_bar),
    Rule("page-counter", "عداد المشاهدات أو زمن القراءة", _is_counter),
    Rule("advert-id", "معرّف مساحة إعلانية", _is_advert),
)
