"""Buttons and menus of a page: lines that are nothing but the name of a control."""

from __future__ import annotations

import re

from khizana.arabic import fold
from khizana.convert.furniture.page import Page, Rule, Spot

# A whole line that is one of these is a control of the page, in any outlet.
_CONTROLS = frozenset(
    fold(words)
    for words in (
        "طباعة", "اطبع", "نسخة للطباعة", "شارك", "شاركها", "مشاركة", "شارك المقال", "شارك هذا المقال", "شارك الخبر",
        "شارك الموضوع", "مشاركة الخبر", "مشاركة المقال", "شارك على فيسبوك", "شارك على تويتر", "شارك عبر", "شير",
        "أرسل", "أرسل إلى صديق", "إرسال", "إرسال لصديق", "حفظ", "نسخ الرابط", "تعليق", "تعليقات", "أضف تعليقًا",
        "أضف تعليقك", "التعليقات", "لا توجد تعليقات", "إظهار التعليقات", "اترك تعليقًا", "أضف إلى المفضلة",
        "فيسبوك", "فيس بوك", "تويتر", "واتساب", "واتس اب", "تيليجرام", "تلغرام", "لينكد إن", "بريد إلكتروني",
        "البريد الإلكتروني", "إنستغرام", "انستجرام", "يوتيوب", "سناب شات", "مسنجر", "جوجل بلس", "بينتيريست",
        "حجم الخط", "تكبير الخط", "تصغير الخط", "استمع", "استمع إلى المقال", "استمع للخبر", "الرئيسية", "القائمة",
        "بحث", "ابحث", "الصفحة الرئيسية", "تسجيل الدخول", "اشترك", "اشترك الآن", "اشترك في النشرة البريدية",
        "النشرة البريدية", "تابعنا", "تابعونا", "تابعنا على", "إعلان", "إعلانات", "مساحة إعلانية", "ADVERTISEMENT",
        "اقرأ المزيد", "اقرأ أيضًا", "المزيد", "للمزيد", "عرض المزيد", "تحميل المزيد", "الأكثر قراءة", "الأكثر مشاهدة",
        "الأكثر تعليقًا", "الأكثر تداولًا", "آخر الأخبار", "أحدث الأخبار", "مواضيع ذات صلة", "مواضيع متعلقة",
        "أخبار ذات صلة", "أخبار متعلقة", "مقالات ذات صلة", "موضوعات ذات صلة", "قد يعجبك أيضًا", "ربما يعجبك",
        "السابق", "التالي", "الخبر السابق", "الخبر التالي", "المقال السابق", "المقال التالي", "العودة إلى أعلى",
        "رجوع", "إغلاق", "الأرشيف", "اتصل بنا", "من نحن", "خريطة الموقع", "سياسة الخصوصية", "شروط الاستخدام",
        "Facebook", "Twitter", "WhatsApp", "Telegram", "LinkedIn", "Pinterest", "Email", "Share", "Tweet", "Print",
        "Next", "Previous", "Next Previous", "Previous Next", "Read more", "Like", "Share this", "Advertisement",
    )
)  # fmt: skip
_EDGES = " :.|…»«›‹>•-–*[]()+"
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
    return spot.folded.strip(_EDGES) in _CONTROLS


def _is_bar(spot: Spot, page: Page) -> bool:
    """Several names of controls and networks in a row, and nothing else."""
    words = re.split(r"[\s|+/•,،]+", spot.folded.strip(_EDGES))
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
