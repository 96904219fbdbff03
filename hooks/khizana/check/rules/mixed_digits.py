"""Numbers whose digits come from two families: ١٩73."""

from __future__ import annotations

import re
from collections.abc import Iterator

from khizana.check.around import Around
from khizana.check.model import Found, PageRule, Said
from khizana.check.page import Checked

# A number with what may stand inside it; one in an address or on a Latin word is a name.
_NUMBER = re.compile(r"(?<![\w@/.\-])\d(?:[\d.,٫٬]*\d)?(?![A-Za-z\-_@/]|\.\w)")
_FAMILIES = {"ASCII": "0", "Arabic-Indic": "\u0660", "extended Arabic-Indic": "\u06f0"}
_INSIDE = Said(
    "في العدد {number} أرقام من رسمين؛ اكتبه برسم واحد", "the number {number} mixes digits of two families; use one"
)
_ACROSS = Said(
    "في المقال أعداد برسمين، {usual} و{other}؛ الأولى برسم واحد",
    "the article has numbers in two families of digits, {usual} and {other}; better one",
)


def _find(page: Checked, around: Around) -> Iterator[Found]:
    first: dict[str, tuple[int, int, str]] = {}
    counts: dict[str, int] = {}
    for line in page.prose:
        for number in _NUMBER.finditer(line.text):
            families = {_family(digit) for digit in number[0] if digit.isdecimal()}
            column = line.column + number.start()
            if len(families) > 1:
                yield Found(line.number, column, _INSIDE, {"number": number[0]})
                continue
            for family in families:
                first.setdefault(family, (line.number, column, number[0]))
                counts[family] = counts.get(family, 0) + 1
    if len(counts) > 1:
        usual, *_, other = sorted(counts, key=lambda family: (-counts[family], family))
        place = first[other]
        values = {"usual": first[usual][2], "other": place[2]}
        yield Found(place[0], place[1], _ACROSS, values, level="notice")


def _family(digit: str) -> str:
    return next((name for name, zero in _FAMILIES.items() if 0 <= ord(digit) - ord(zero) <= 9), "another")


RULE = PageRule(
    "mixed-digits",
    "warning",
    Said("أرقام العدد الواحد من رسم واحد", "The digits of a number are of one family"),
    _find,
)
