"""How to reach the writer or the paper: addresses and the subscription notices of telephone companies."""

from __future__ import annotations

import re

from khizana.convert.furniture.page import Page, Rule, Spot

_ADDRESS = r"(?:[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,4}|(?:https?://|www\.)\S{3,200}|@\w{2,30})"
_LEAD = (
    r"(?:(?:لمراسله|لمتابعه|للتواصل|مراسله|تواصل|للمراسله|البريد|بريد|ايميل|تويتر|فيسبوك|email|e-mail|twitter)\b"
    r"[^:@]{0,40}:?\s*)?"
)
_ONLY_ADDRESS = re.compile(rf"\W*{_LEAD}{_ADDRESS}(?:\s*[|/،,\-–]?\s*{_ADDRESS})?\W*", re.IGNORECASE)
_LONGEST_NOTICE = 30
_MESSAGE = re.compile(r"(?=.*(?:\bsms\b|رساله نصيه|رساله قصيره|رساله sms))(?=.*\d{4,6}).*")
_SUBSCRIBE = re.compile(r"(?:للتواصل|للاشتراك|للمشاركه|اشترك)\b.*(?:\d{4,6}|واتس ?اب|الخدمه)\b.*")
# What follows such a notice on lines of its own: companies with their numbers, the code to begin with.
_CODE = re.compile(r"(?=.*\d{2,6})[^.؟!]{0,80}|.*(?:بالرمز|مسافه ثم|ثم الرساله).*")
_LONGEST_CODE = 10
_REACH = 4


def _is_address(spot: Spot, page: Page) -> bool:
    """An e-mail or web address alone on a line at the end: the writer's. One that a colon announces is text."""
    has_sign = "@" in spot.folded or "www" in spot.folded or "http" in spot.folded
    if not has_sign or not page.in_foot(spot.place) or page.announces(spot.place):
        return False
    under = page.lines[spot.place + 1 : spot.place + 2]
    at_end = page.is_last(spot.place) or any(map(_opens_notice, under)) or any(map(_ONLY_ADDRESS.fullmatch, under))
    return at_end and _ONLY_ADDRESS.fullmatch(spot.folded) is not None


def _is_notice(spot: Spot, page: Page) -> bool:
    """`للتواصل أرسل sms إلى …`, and the lines of numbers and codes under it, at the end of the page."""
    if not page.in_foot(spot.place) or spot.line.words > _LONGEST_NOTICE:
        return False
    if _opens_notice(spot.folded):
        return True
    above = page.lines[max(0, spot.place - _REACH) : spot.place]
    is_code = spot.line.words <= _LONGEST_CODE and _CODE.fullmatch(spot.folded) is not None
    return is_code and any(map(_opens_notice, above))


def _opens_notice(folded: str) -> bool:
    if len(folded) > 200 or not ("sms" in folded or "رساله" in folded or "اشتر" in folded or "للتواصل" in folded):
        return False
    return _MESSAGE.fullmatch(folded) is not None or _SUBSCRIBE.fullmatch(folded) is not None


CONTACT_RULES = (
    Rule("contact-address", "عنوان بريد أو موقع للتواصل منفردًا في سطر", _is_address),
    Rule("message-notice", "إعلان التواصل والاشتراك برسائل الهاتف", _is_notice),
)
