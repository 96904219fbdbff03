"""Furniture glued to a line of the text: slider words before it, tags or a permalink behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from khizana.arabic import fold, fold_with_offsets
from khizana.convert.lines import Line, cut

_SLIDER = re.compile(r"(?:next\s+previous|previous\s+next|السابق\s+التالي|التالي\s+السابق)\s+(?=\S)", re.IGNORECASE)
_TAGS = re.compile(
    r"(?:^|(?<=[\s.؟!»\"”)]))"
    r"(?:سمات|وسوم|الوسوم|كلمات\s+(?:دلاليه|مفتاحيه)|الكلمات\s+(?:الدلاليه|المفتاحيه)|tags)\b\s*:?\s*"
)
_PERMALINK = re.compile(r"\sرابط\s+(?:الخبر|المقال|الموضوع)\b[^:]{0,40}:\s*")
_OTHER_TEXTS = re.compile(r"[.؟!»\"”)]\s*(?=(?:مقالات|مواضيع)\s+(?:اخري|سابقه)\s+للكاتبه?\b)")
_FOOT = 1200  # characters of the last line that are searched: tags and titles are shorter
_MOST_TAGS = 25  # words
# The share of the tags' words that the article itself uses; a third is enough behind the end of a sentence, since
# no sentence follows that would begin with this noun and end without a full stop.
_KNOWN_TAGS = 0.6
_KNOWN_TAGS_APART = 0.33
_SENTENCE_ENDS = (".", "؟", "!", "»", "”", '"', "…")


def split_glued(lines: Sequence[Line], title: str) -> tuple[list[Line], dict[int, str]]:
    """The lines with glued furniture cut off, and the rule for each cut-off part by the offset it starts at."""
    parts, rules = list(lines), dict[int, str]()
    if parts and (slider := _SLIDER.match(parts[0].text)):
        rules[parts[0].start] = "page-control"
        parts[:1] = cut(parts[0], slider.end())
    if parts and (found := _tail(parts, title)):
        place, rule = found
        tail = cut(parts[-1], place)
        rules[tail[-1].start] = rule
        parts[-1:] = tail
    return parts, rules


def _tail(lines: Sequence[Line], title: str) -> tuple[int, str] | None:
    """Where on the last line furniture begins, and by which rule."""
    text = lines[-1].text
    base = max(0, len(text) - _FOOT)
    folded, offsets = fold_with_offsets(text[base:])
    for place, rule in _tails(folded, lines, fold(title)):
        if place < len(folded):
            return base + offsets[place], rule
    return None


def _tails(folded: str, lines: Sequence[Line], title: str) -> Iterator[tuple[int, str]]:
    for link in _PERMALINK.finditer(folded):
        if title and folded[link.end() :].startswith(title.strip()[:30]):
            yield link.start() + 1, "permalink"
    if other := _OTHER_TEXTS.search(folded):
        yield other.end(), "other-texts"
    for tags in list(_TAGS.finditer(folded))[-1:]:
        if _are_tags(folded[tags.end() :], folded[: tags.start()], lines, title):
            yield tags.start(), "tags"


def _are_tags(tags: str, before: str, lines: Sequence[Line], title: str) -> bool:
    """A bare run of words that the article uses: no punctuation in it, none behind it."""
    words = tags.split()
    if not 0 < len(words) <= _MOST_TAGS or re.search(r"[.،؛:؟!]", tags):
        return False
    known = {_stem(word) for word in re.findall(r"\w+", " ".join((title, before, *(fold(x.text) for x in lines[:-1]))))}
    share = _KNOWN_TAGS_APART if before.rstrip().endswith(_SENTENCE_ENDS) else _KNOWN_TAGS
    return sum(_stem(word) in known for word in words) >= share * len(words)


def _stem(word: str) -> str:
    """The word without the conjunction, preposition and article it may begin with, or its feminine end."""
    return re.sub(r"^(?:[وفبكل]?ال|لل)(?=\w{3})|ه$", "", word.strip("\"«»“”'"))
