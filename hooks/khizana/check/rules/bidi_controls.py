"""Controls of direction that turn a text round, stay open, or stand where nobody needs them (UAX #9)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from khizana.arabic import balanced
from khizana.check.around import Around
from khizana.check.model import Found, PageRule, Said
from khizana.check.page import Checked

_OVERRIDE = re.compile("[\u202d\u202e]")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CLOSERS = {"\u202c": "\u202a\u202b\u202d\u202e", "\u2069": "\u2066\u2067\u2068"}
# Zero-width space, word joiner, a byte order mark inside a text, and the invisible tag letters.
_UNSEEN = re.compile("[\u200b\u2060\ufeff\U000e0000-\U000e007f]")
_INSIDE = re.compile("(?<=[\u0620-\u064a])[\u200e\u200f\u061c](?=[\u0620-\u064a])")
_TURNS = Said(
    "محرف {code} يقلب اتجاه النص فيُقرأ على غير ما كُتب؛ احذفه (يحذفه ‎--fix)",
    "{code} turns the text round, so that it reads as what it is not; remove it (--fix does)",
)
_OPEN = Said(
    "محارف اتجاه لم تُغلق أو أُغلقت ولم تُفتح ({code})؛ احذفها (يحذفها ‎--fix)",
    "controls of direction that are not closed, or never opened ({code}); remove them (--fix does)",
)
_NEEDLESS = Said(
    "محرف لا يُرى ولا حاجة إليه ({code})؛ احذفه (يحذفه ‎--fix)",
    "a character that nobody sees or needs ({code}); remove it (--fix does)",
)


def _find(page: Checked, around: Around) -> Iterator[Found]:
    for line in page.prose:
        if line.text.isascii():
            continue
        at = partial(Found, line.number)
        if turn := _OVERRIDE.search(line.text):
            yield at(line.column + turn.start(), _TURNS, {"code": _code(turn[0])}, level="error")
        elif (open_ := _DIRECTION.search(line.text)) and not _is_balanced(line.text):
            yield at(line.column + open_.start(), _OPEN, {"code": _code(open_[0])})
        for needless in [*_UNSEEN.finditer(line.text), *_INSIDE.finditer(line.text)][:1]:
            yield at(line.column + needless.start(), _NEEDLESS, {"code": _code(needless[0])})


def _is_balanced(text: str) -> bool:
    open_: list[str] = []
    for char in _DIRECTION.findall(text):
        if char not in _CLOSERS:
            open_.append(char)
        elif not open_ or open_.pop() not in _CLOSERS[char]:
            return False
    return balanced(text) == text


def _code(char: str) -> str:
    return f"U+{ord(char):04X}"


def _fix(page: Checked) -> str:
    return page.corrected(lambda text: "\n".join(map(_fixed, text.split("\n"))))


def _fixed(line: str) -> str:
    if _OVERRIDE.search(line) or not _is_balanced(line):
        line = _DIRECTION.sub("", line)
    return _INSIDE.sub("", _UNSEEN.sub("", line))


RULE = PageRule(
    "bidi-controls",
    "warning",
    Said(
        "لا محارف اتجاه تقلب النص أو تبقى مفتوحة، ولا محارف خفية لا حاجة إليها",
        "No controls of direction that turn text round or stay open, no invisible characters that nobody needs",
    ),
    _find,
    _fix,
)
