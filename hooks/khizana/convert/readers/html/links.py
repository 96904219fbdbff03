"""Lists of links inside an article: shares, tags and other articles, by where they lead and what stands above them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from khizana.arabic import fold
from khizana.convert.original import Hint
from khizana.convert.readers.html.parse import Page, TextLine

_SHARING = re.compile(
    r"facebook\.com/(?:sharer|dialog|share)|twitter\.com/(?:share|intent|home\?status)|x\.com/(?:share|intent)|wa\.me/|"
    r"whatsapp(?:\.com/send|://)|t\.me/share|telegram\.me/share|linkedin\.com/(?:share|cws)|pinterest\.\w+/pin/create|"
    r"plus\.google\.com/share|news\.google\.com/|^mailto:\?|^javascript:\s*window\.print|reddit\.com/submit"
)
_SHARE_NAME = re.compile(r"\bshar(?:e|ing)|social|sharethis|addtoany|مشاركة")
_NETWORK = re.compile(
    r"فيس ?بوك|تويتر|واتس ?اب|طباعه|شارك|غرد|لينكد|تيل[يى]?جرام|تلغرام|email|facebook|twitter|whats|share|print|pin\b"
)
_TAGGED = re.compile(r"/(?:tags?|topics?|keywords?|labels?|وسوم|وسم)(?:[/?=]|$)|[?&](?:tag|keyword)=", re.IGNORECASE)
# What stands above lists of other pages; a heading such as `المصادر` above links is the article's own.
_LABEL = re.compile(
    r"صله|متعلق|مرتبط|مشابه|ايضا|المزيد|الاكثر|اخترنا|ننصح|يعجبك|يهمك|شارك|مشاركه|تابع|وسوم|الوسوم|سمات|كلمات|"
    r"بيشتر بخوانيد|برچسب|مطالب|related|read (?:more|also|next)|more|share|tags|trending|most"
)
_MOST_LABEL_WORDS = 6
_MOSTLY = 0.8


def link_lists(page: Page, lines: range) -> Iterator[tuple[int, Hint]]:
    """The lines of such lists with the rule that removes them, and the label above each with the same one."""
    number = lines.start
    while number < lines.stop:
        end = number
        while end < lines.stop and (_is_link(page.lines[end]) or _is_button_row(page, end)):
            end += 1
        if end > number:
            yield from _judged(page, lines, number, end)
        number = max(end, number + 1)


def _is_link(line: TextLine) -> bool:
    return bool(line.href) and line.linked >= _MOSTLY * len(line.text.replace(" ", ""))


def _is_button_row(page: Page, number: int) -> bool:
    """Is it a line of buttons without links, in an element named for sharing?"""
    return _is_share_bar(page, number) and len(_NETWORK.findall(fold(page.lines[number].text))) > 1


def _judged(page: Page, lines: range, start: int, end: int) -> Iterator[tuple[int, Hint]]:
    label = start - 1 if start > lines.start and _is_label(page.lines[start - 1]) else -1
    rule = _rule_for(page, range(start, end)) or ("related-link" if label >= 0 else "")
    if not rule:
        return
    for number in range(label if label >= 0 else start, end):
        yield number, Hint("outside", rule=rule)


def _rule_for(page: Page, lines: range) -> str:
    """The rule that every line of a list falls under, or nothing."""
    if all(_SHARING.search(page.lines[number].href) or _is_share_bar(page, number) for number in lines):
        return "share-bar"
    return "tags" if all(_TAGGED.search(page.lines[number].href) for number in lines) else ""


def _is_share_bar(page: Page, number: int) -> bool:
    """Is it a short line in an element named for sharing?"""
    block = page.lines[number].block
    names = [page.elements[element].names for element in islice(page.ancestors(block), 3)]
    return len(page.lines[number].text.split()) <= 2 * _MOST_LABEL_WORDS and any(map(_SHARE_NAME.search, names))


def _is_label(line: TextLine) -> bool:
    short = len(line.text.split()) <= _MOST_LABEL_WORDS
    return short and not line.text.rstrip().endswith(".") and _LABEL.search(fold(line.text)) is not None
