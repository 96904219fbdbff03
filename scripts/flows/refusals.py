"""What the converter says in a line for developers, said to an editor in Arabic: what is wrong and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

# By words of the message; CONTRIBUTING.md explains the same ones.
REFUSALS = {
    "of the text": "قواعد الحذف تزيل من النص أكثر من عُشره: راجعه مشرف قبل تحويله.",
    "is the same article as": "المقال في الأرشيف من قبل، وإن اختلفت فيه كلمات قليلة، فلم تُصنع له صفحة ثانية",
    "it is a list of articles": "هذه الصفحة قائمة مقالات، أو لا مقال فيها يتميز: أرفق صفحة المقال نفسه أو الصق نصه.",
    "is of an unknown outlet": "المصدر ليس في السجلات: أضف سجله في docs/registry/sources أولًا.",
    "(mojibake)": "حروف الملف فاسدة: انسخ النص من صفحته من جديد.",
    "is not text in UTF-8": "حروف الملف فاسدة: احفظه بترميز UTF-8.",
    "is not of a kind that can be read": "نوع الملف لا يُقرأ: الصق نص المقال في خانته.",
    "was changed after it was captured": "عُدِّل الأصل المحفوظ: استعده كما كان.",
    "was edited by hand": "صفحة المقال عُدِّلت يدويًّا فتُركت كما هي",
}
_ID = re.compile(r"\b(?:\d{4}-\d\d-\d\d-[a-z2-7]{4,}|[a-z2-7]{8,52})\b(?=;|$)")
_COUNTS = re.compile(r"(?:\d+ [a-z' ]+(?:, )?)+|nothing to do")


def in_arabic(lines: Iterable[str]) -> Iterator[str]:
    """The lines for an editor: known messages in Arabic with the article they name, others as they are."""
    for line in lines:
        known = next((arabic for words, arabic in REFUSALS.items() if words in line), "")
        if known:
            id = _ID.search(line)
            yield f"{known.rstrip('.')}: {id[0]}." if id and not known.endswith(".") else known
        elif line.strip() and not _COUNTS.fullmatch(line.strip()) and not line.startswith("Converting"):
            yield line
