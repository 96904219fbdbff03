"""How a page is saved: UTF-8 with LF line ends, no byte order mark, no control characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from khizana.check.around import Around
from khizana.check.model import Found, PageRule, Said
from khizana.check.page import Checked

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_ENDS = Said(
    "في الملف علامة ترتيب بايتات أو نهايات سطور غير LF؛ احفظه UTF-8 بنهايات LF (يصلحه ‎--fix)",
    "has a byte order mark or line ends other than LF; save it as UTF-8 with LF (--fix does)",
)
_FOUND = Said("محرف تحكم لا يُرى ({code})؛ احذفه (يحذفه ‎--fix)", "a control character ({code}); remove it (--fix does)")


def _find(page: Checked, around: Around) -> Iterator[Found]:
    if not page.tidy:
        yield Found(0, 0, _ENDS, level="notice")
    for line in page.prose:
        if control := _CONTROL.search(line.text.rstrip("\r")):
            values = {"code": f"U+{ord(control[0]):04X}"}
            yield Found(line.number, line.column + control.start(), _FOUND, values)


def _fix(page: Checked) -> str:
    return page.corrected(lambda text: _CONTROL.sub("", text))


RULE = PageRule(
    "text-form",
    "warning",
    Said(
        "الصفحة محفوظة UTF-8 بنهايات LF بلا محارف تحكم",
        "A page is saved as UTF-8 with LF line ends and without control characters",
    ),
    _find,
    _fix,
)
