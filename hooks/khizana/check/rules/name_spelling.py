"""Known names, spelt as their records have them."""

from __future__ import annotations

from collections.abc import Iterator

from khizana.check.around import Around
from khizana.check.model import Found, PageRule, Said
from khizana.check.page import Checked

_SLIP = Said(
    "«{written}» لعله «{name}» وفيه حرف خطأ؛ صححه إن كان هو",
    "{written} may be {name} with a letter wrong; correct it if so",
)
_RESPELT = Said(
    "«{written}» رسمه في السجل «{name}»؛ صححه أو أضف الرسم الآخر إلى aliases",
    "{written} is spelt {name} in the registry; correct it, or add the spelling to aliases",
)


def _find(page: Checked, around: Around) -> Iterator[Found]:
    seen: set[str] = set()
    for line in page.prose:
        for spelt in around.names.spelt(line.text):
            if spelt.written not in seen:
                seen.add(spelt.written)
                said = _SLIP if spelt.slip else _RESPELT
                values = {"written": spelt.written, "name": spelt.name}
                yield Found(line.number, line.column + spelt.start, said, values)


RULE = PageRule(
    "name-spelling",
    "notice",
    Said("الأعلام المعروفة مرسومة كما في سجلاتها", "Known names are spelt as their records have them"),
    _find,
)
