"""Lines about the page's other texts and about itself: links to other articles, the repeated title, rights."""

from __future__ import annotations

import re

from khizana.convert.furniture.page import Page, Rule, Spot

_LONGEST_RELATED = 30  # words: a headline and its lead-in
_PRINT_BUTTON = re.compile(r"طباعه\s+(?P<caption>.+)")
_RELATED = re.compile(
    r"\W*(?:اقر[اي]|طالع|شاهد)\s+(?:ايضا|المزيد|كذلك)\s*[:؛\-–|].*"
    r"|\W*(?:مواضيع|موضوعات|اخبار|مقالات|مواد)\s+(?:ذات\s+صله|متعلقه|مشابهه)\s*:.*"
    r"|\W*(?:للمزيد|لقراءه المزيد|لمزيد من التفاصيل)\s*:?\s*(?:اضغط|انقر)\s+هنا\W*"
    r"|\W*(?:اضغط|انقر)\s+هنا\s+(?:ل|لل)\w+.{0,60}"
    r"|\W*تابعوا?نا\s+(?:علي|عبر)\s+.{2,60}"
)
_OTHER_TEXTS = re.compile(
    r"\W*(?:مقالات|مواضيع|موضوعات|اعمال)\s+(?:اخري|سابقه)\s+(?:للكاتبه?|لنفس\s+الكاتبه?|للمولف)\b.*"
)
_PERMALINK = re.compile(
    r"\W*(?:رابط|الرابط\s+المختصر|رابط\s+مختصر)"
    r"(?:\s+(?:الخبر|المقال|الماده|الموضوع|التقرير))?"
    r"(?:\s+(?:ب|في|علي|بصحيفه|بموقع|صحيفه|موقع)\s*[^:]{2,30})?\s*:\s*(?P<what>.+)"
)
_LONGEST_PERMALINK = 45
_TAGS = re.compile(
    r"\W*(?:الوسوم|وسوم|سمات|كلمات\s+(?:دلاليه|مفتاحيه)|الكلمات\s+(?:الدلاليه|المفتاحيه)|هاشتاغ|tags|keywords)"
    r"\s*:[^.؟!]+"
)
_RIGHTS = re.compile(
    r"(?:©\s*|copyright\s*)?(?:جميع|كافه|كل)\s+(?:الحقوق|حقوق\s+النشر)\s+محفوظه.*"
    r"|(?:حقوق النشر|حقوق الطبع)\s+(?:محفوظه|©).*"
    r"|copyright\s*(?:©|\(c\)).*|©\s*\d{4}.*|all rights reserved.*"
)


def _is_print_button(spot: Spot, page: Page) -> bool:
    """`طباعة` with the caption of the article's picture glued to it: the title or its beginning."""
    button = _PRINT_BUTTON.fullmatch(spot.folded)
    return button is not None and page.begins_title(button["caption"])


def _is_repeated_caption(spot: Spot, page: Page) -> bool:
    """The beginning of the title, broken off with dots, on a line of its own, and more than once on the page."""
    broken_off = spot.folded.endswith(("..", "…"))
    return broken_off and page.begins_title(spot.folded) and page.times(spot.folded) > 1


def _is_related(spot: Spot, page: Page) -> bool:
    return spot.line.words <= _LONGEST_RELATED and _RELATED.fullmatch(spot.folded) is not None


def _is_other_texts(spot: Spot, page: Page) -> bool:
    """`مقالات أخرى للكاتب` with the titles run together behind it, at the end of the page."""
    return page.in_foot(spot.place) and _OTHER_TEXTS.fullmatch(spot.folded) is not None


def _is_permalink(spot: Spot, page: Page) -> bool:
    """`رابط الخبر بصحيفة …:` with the title or an address behind it, at the end of the page."""
    if not page.in_foot(spot.place) or spot.line.words > _LONGEST_PERMALINK or "رابط" not in spot.folded:
        return False
    link = _PERMALINK.fullmatch(spot.folded)
    return link is not None and (page.begins_title(link["what"]) or "http" in link["what"] or "www." in link["what"])


def _is_tags(spot: Spot, page: Page) -> bool:
    """The keywords of the page under their label; keywords without a colon are told apart in `glued`."""
    return page.in_foot(spot.place) and spot.line.words <= _LONGEST_RELATED and _TAGS.fullmatch(spot.folded) is not None


def _is_rights(spot: Spot, page: Page) -> bool:
    return spot.line.words <= _LONGEST_RELATED and _RIGHTS.fullmatch(spot.folded) is not None


RELATED_RULES = (
    Rule("print-button", "زر الطباعة ملتصقًا بتعليق الصورة", _is_print_button),
    Rule("repeated-caption", "تعليق الصورة مكررًا، وهو أول العنوان", _is_repeated_caption),
    Rule("related-link", "رابط إلى مقال آخر", _is_related),
    Rule("other-texts", "قائمة مقالات أخرى للكاتب", _is_other_texts),
    Rule("permalink", "رابط الصفحة نفسها وعنوانها مكررًا", _is_permalink),
    Rule("tags", "وسوم الصفحة وكلماتها المفتاحية", _is_tags),
    Rule("rights-notice", "عبارة حقوق النشر أسفل الصفحة", _is_rights),
)
