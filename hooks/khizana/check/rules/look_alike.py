"""Letters that only look right: Latin ones inside Arabic words, letters of other languages, presentation forms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from khizana.check.around import Around
from khizana.check.model import Found, PageRule, Said
from khizana.check.page import Checked

_ARABIC = "\u0620-\u065f\u0670-\u06d3"
_OTHER = "A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff"
# One or two letters of another script between Arabic ones, or one at an end that looks like an alef, a heh or a ring.
_INSIDE = re.compile(rf"(?<=[{_ARABIC}])[{_OTHER}]{{1,2}}(?=[{_ARABIC}])")
_AT_END = re.compile(rf"(?<![{_OTHER}\w])[oOlI](?=[{_ARABIC}]{{2}})|(?<=[{_ARABIC}]{{2}})[oOlI](?![{_OTHER}\w])")
# Persian and Urdu letters for which Arabic has its own; at the end of a word a yeh may stand for ى, so nobody but an
# editor can tell.
_LETTERS = {"ک": "ك", "ڪ": "ك", "ی": "ي", "ہ": "ه", "ە": "ه", "ھ": "ه"}
_FOREIGN = re.compile(f"[{''.join(_LETTERS)}]")
_FIXABLE = re.compile(rf"[کڪہەھ]|ی(?=[{_ARABIC}])")
# Letters of Persian, Urdu and Kurdish that Arabic does without: such a word is meant as it is.
_OF_ANOTHER = re.compile("[پچژگڤٹڈڑںےۆێڕڵ]")
_WORD = re.compile(rf"[{_ARABIC}]+")
# Forms of single letters and ligatures, but not the ornaments from U+FD3E to U+FDFF, such as ﷺ.
_FORMS = re.compile("[\ufb50-\ufbff\ufc00-\ufd3d\ufe70-\ufefc]+")
_LATIN = Said(
    "في الكلمة {word} حرف ليس عربيًّا ({letters})؛ اكتبها بحروف عربية",
    "the word {word} has a letter that is not Arabic ({letters}); write it in Arabic letters",
)
_PERSIAN = Said(
    "في الكلمة {word} الحرف {letters} وهو من غير العربية؛ اكتب {right} (يكتبه ‎--fix إن لم يلتبس)",
    "the word {word} has {letters}, a letter of another language; write {right} (--fix does where that is certain)",
)
_FORM = Said(
    "حروف من صور العرض ({letters})، فلا يجدها البحث؛ اكتبها حروفًا عادية (يكتبها ‎--fix)",
    "presentation forms ({letters}), which searches miss; write plain letters (--fix does)",
)


def _find(page: Checked, around: Around) -> Iterator[Found]:
    for line in page.prose:
        if line.text.isascii():
            continue
        for letter in (*_INSIDE.finditer(line.text), *_AT_END.finditer(line.text)):
            values = {"word": _word_at(line.text, letter.start()), "letters": letter[0]}
            yield Found(line.number, line.column + letter.start(), _LATIN, values)
        for word in _WORD.finditer(line.text) if _FOREIGN.search(line.text) else ():
            letter_ = _FOREIGN.search(word[0])
            if letter_ and not _OF_ANOTHER.search(word[0]):
                column = line.column + word.start() + letter_.start()
                values = {"word": word[0], "letters": letter_[0], "right": _LETTERS[letter_[0]]}
                yield Found(line.number, column, _PERSIAN, values, level="notice")
                break
        if form := _FORMS.search(line.text):
            yield Found(line.number, line.column + form.start(), _FORM, {"letters": form[0][:20]}, level="notice")


def _word_at(text: str, place: int) -> str:
    start, end = place, place
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[start:end][:40]


def _fix(page: Checked) -> str:
    return page.corrected(_in_letters)


def _in_letters(text: str) -> str:
    words = _WORD.sub(_plain, text)
    return _FORMS.sub(lambda forms: unicodedata.normalize("NFKC", forms[0]), words)


def _plain(word: re.Match[str]) -> str:
    if _OF_ANOTHER.search(word[0]):
        return word[0]
    return _FIXABLE.sub(lambda letter: _LETTERS[letter[0]], word[0])


RULE = PageRule(
    "look-alike",
    "warning",
    Said("الكلمة العربية حروفها عربية", "An Arabic word is of Arabic letters"),
    _find,
    _fix,
)
