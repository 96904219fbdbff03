"""Addresses and telephone numbers of persons: an editor decides whether they may stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from khizana.arabic import fold
from khizana.check.around import Around
from khizana.check.model import Found, PageRule, Said
from khizana.check.page import Checked

_MAIL = re.compile(r"[\w.+\\\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,4}")
# International ones, and those that begin with the 0 of their country; amounts and years do not.
_PHONE = re.compile(
    r"(?<![\w.,/+\-])(?:(?:\+|00)\d(?:[ \-().]{0,2}\d){7,14}|0\d{8,10}|0\d{1,3}[ \-]\d{3,4}[ \-]?\d{3,4})"
    r"(?![\w/]|[.,]\d)"
)
_DIGIT, _OTHER_DIGIT = re.compile(r"\d"), re.compile(r"(?![0-9])\d")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_FOUND_MAIL = Said(
    "عنوان بريد ({what})؛ احذفه إن كان لشخص لم يأذن بنشره",
    "an e-mail address ({what}); remove it if it is a person's who did not agree",
)
_FOUND_PHONE = Said(
    "ما يشبه رقم هاتف ({what})؛ احذفه إن كان لشخص لم يأذن بنشره",
    "what looks like a telephone number ({what}); remove it if it is a person's who did not agree",
)


def _find(page: Checked, around: Around) -> Iterator[Found]:
    for line in page.prose:
        if "@" in line.text:
            for mail in _MAIL.finditer(line.text):
                yield Found(line.number, line.column + mail.start(), _FOUND_MAIL, {"what": mail[0]})
        if _DIGIT.search(line.text):
            digits = _ADDRESS.sub(lambda address: "_" * len(address[0]), _ascii(line.text))
            for phone in _PHONE.finditer(digits):
                yield Found(line.number, line.column + phone.start(), _FOUND_PHONE, {"what": phone[0]})


def _ascii(text: str) -> str:
    """The text with ASCII digits, each where its own stood."""
    return _OTHER_DIGIT.sub(lambda digit: fold(digit[0]), text)


RULE = PageRule(
    "personal-data",
    "warning",
    Said("لا عنوان بريد ولا رقم هاتف لأحد بلا إذن", "No e-mail address or telephone number of anybody without consent"),
    _find,
)
