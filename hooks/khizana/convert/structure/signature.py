"""The last line of a text: who the writer is (`* ناقد تونسي`), or the name of the reader who sent it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from khizana.arabic import fold
from khizana.convert.structure.bylines import read_byline
from khizana.convert.structure.places import looks_like_name
from khizana.convert.structure.shapes import Shape

_LONGEST = 14  # words
_LONGEST_PLAIN = 12
_STAR = re.compile(r"(?:\(\s*)?\*+\s*(?=\S)")
_DASH = re.compile(r"[\-–—•]\s*(?=\S)")
_TRADES = re.compile(
    r"(?:ال)?(?:كاتبه?|صحفيه?|صحافيه?|اعلاميه?|شاعره?|ناقده?|روائيه?|قاصه?|اديبه?|مترجمه?|باحثه?|اكاديميه?|استاذه?|"
    r"محلله?|مستشاره?|خبيره?|"
    r"محاميه?|طبيبه?|استشاريه?|مديره?|رئيسه?|عضوه?|مهندسه?|مشرفه?|مختصه?|متخصصه?|مفكره?|مورخه?|مخرجه?|فنانه?|محاضره?|"
    r"سفيره?|وزيره?|"
    r"معلمه?|مدرسه?|مراسله?|محرره?|مدونه?|ناشطه?|اقتصاديه?|سياسيه?|دبلوماسيه?|عميده?|وكيله?|برلماني|"
    r"نائبه?)(?:\s+(?!ان\b)[^\s\d]+){1,11}"
)


def signature_mark(shapes: Sequence[Shape], author: str) -> int | None:
    """The length of the mark before the signature on the last line; None if that line is no signature."""
    if len(shapes) < 2:
        return None
    text, folded = shapes[-1].line.text, shapes[-1].folded
    words = len(text.split())
    if (star := _STAR.match(text)) and words <= _LONGEST and shapes[-2].mark != "*":
        return 0 if text.startswith("(") else star.end()
    open_above = not (shapes[-2].closed or shapes[-2].is_long)
    if words > _LONGEST_PLAIN or text.endswith((".", "؟", "!", ":", "،")) or open_above:
        return None
    dash = _DASH.match(text)
    skip = dash.end() if dash and shapes[-2].mark != shapes[-1].mark else 0
    return skip if _says_who(text[skip:], folded, author) else None


def _says_who(text: str, folded: str, author: str) -> bool:
    """A name, a name with a place, the record's author, or a trade with what belongs to it."""
    if looks_like_name(fold(text)) or _TRADES.fullmatch(folded):
        return True
    byline = read_byline(text, author=author)
    return byline is not None and bool(byline.person) and looks_like_name(fold(byline.person))
