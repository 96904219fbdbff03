"""Bylines and datelines: who wrote, from where, for which agency.

Every paper has a style of its own (`place: name`, `name - place`, `place - agency :`, `name (place)`,
`name من place`), and the parts say what they are: places and agencies are known, the rest is the person.
A short line is a byline only where a known part, the record's author or a word such as `كتب` says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from khizana.arabic import fold, fold_with_offsets
from khizana.convert.structure.places import agencies, is_place, looks_like_name

_LONGEST = 100  # characters
_MOST_WORDS = 14
_LONGEST_GLUED = 70
_LONGEST_UNKNOWN = 3  # words
_LONGEST_PART = 6  # words: a name of five and a title

# `كتب: X - Y` and its kin. A dash does for the colon behind the plain verbs; `بقلم` needs neither.
_WRITTEN = re.compile(
    r"(?:[*•(]\s*)?(?:(?:كتبت?|كتابه|اعداد|اعده|اعدها|تقرير|تحقيق|حوار|حاوره|حاورته|حاورها|اجري الحوار|اجرت الحوار|"
    r"ترجمه|"
    r"تحرير|قراءه|متابعه|تغطيه|رصد|استطلاع|ادار الندوه|ادارتها|عرض|المصدر|الكاتب|شعر)(?:\s+وتصوير)?\s*[:\-–—/]"
    r"|بقلم\s*[:\-–/]?)"
    r"\s*(?P<rest>[^\d،.؟!]{2,70}?)\s*[:.)]?"
)
_PARTS = re.compile(r"\s+[\-–—ـ|/_]+\s+|\s*[\-–—|]+\s+|\s+[\-–—|]+\s*|\s*[:،]\s*|(?<=\w)[\-–](?=\w)")
_BRACKETS = re.compile(r"(?P<name>[^()]{3,50})\((?P<place>[^()\d]{2,30})\)")
_FROM = re.compile(r"(?P<name>.{3,50})\s+من\s+(?P<place>[^.\d]{2,30})")
_SPACED_DASH = re.compile(r"\s+[\-–—ـ_]+\s+")
_SENTENCE_MARKS = re.compile(r"[،,:«»\"“”()]")
_GLUED_END = re.compile(r"(?:\s*:|\s[\-–—])\s*(?=[\w«\"“])")
_AUTHOR_END = re.compile(r"\s*[:\-–—]\s*")
_QUOTES = "«»\"“”' *"


@dataclass(frozen=True)
class Byline:
    """The parts of a byline as printed; a part that is not there is empty."""

    person: str = ""
    place: str = ""
    agency: str = ""


def read_byline(text: str, *, author: str = "", style: str = "") -> Byline | None:
    """What a line says that is nothing but a byline or dateline; None if it is something else.

    `author` is the record's author field: a line that repeats it is a byline whatever it looks like. `style` is
    the form its outlet's profile states, such as `{place} - {name}:`.
    """
    if len(text) > _LONGEST or len(text.split()) > _MOST_WORDS:
        return None
    folded, offsets = fold_with_offsets(text)
    if style and (styled := _shape_of(style).fullmatch(folded)):
        spans = {part: styled.span(part) for part in styled.groupdict()}
        parts = {part: text[offsets[start] : offsets[end - 1] + 1] for part, (start, end) in spans.items()}
        return Byline(parts.get("name", ""), parts.get("place", ""), parts.get("agency", ""))
    if written := _WRITTEN.fullmatch(folded):
        start, end = written.span("rest")
        return _parts_of(text[offsets[start] : offsets[end - 1] + 1], lone_is_person=True)
    return _matches(text, author) or _dateline(text.rstrip(" :*"))


@cache
def _shape_of(style: str) -> re.Pattern[str]:
    """The pattern of a form: its parts are short and hold no digit, spaces around its marks are free."""
    pieces = re.split(r"\{(name|place|agency)\}", style)
    literals = [r"\s*" + re.escape(fold(piece).strip()) + r"\s*" for piece in pieces[::2]]
    parts = [f"(?P<{part}>[^\\d.؟!]{{2,50}}?)" for part in pieces[1::2]]
    return re.compile("".join(literal + part for literal, part in zip(literals, [*parts, ""], strict=True)))


def leading_byline(text: str) -> Byline | None:
    """`A – B` or a name, as the first line above a paragraph: its place makes it a byline, whatever the names."""
    if looks_like_name(fold(text).rstrip(" *")):
        return Byline(person=text.rstrip(" *"))
    parts = _SPACED_DASH.split(text.rstrip(" :*"))
    sound = len(parts) == 2 and all(1 <= len(part.split()) <= 4 and _is_part(part) for part in parts)
    if not sound or _SENTENCE_MARKS.search(text):
        return None
    return Byline(person=parts[0].strip(), agency=parts[1].strip())


def _matches(text: str, author: str) -> Byline | None:
    wanted = _squeezed(author)
    if len(wanted) < 4 or _squeezed(text) != wanted:
        return None
    return _parts_of(text.rstrip(" :"), lone_is_person=True) or Byline(person=text.strip(_QUOTES))


def _squeezed(text: str) -> str:
    return re.sub(r"\W+", "", fold(text))


def _dateline(text: str) -> Byline | None:
    """`place: name`, `name - agency`, `name (place)`, `name من place`: at least one part must be known."""
    for shape in (_BRACKETS, _FROM):
        if found := shape.fullmatch(text):
            name, place = found["name"].strip(), found["place"].strip()
            if is_place(fold(name)) and fold(place) in agencies():
                return Byline(place=name, agency=place)
            known = is_place(fold(place)) or (shape is _BRACKETS and looks_like_name(fold(name)))
            return Byline(person=name, place=place) if known and _is_part(name) else None
    return _parts_of(text) if _PARTS.search(text) else None


def _parts_of(text: str, *, lone_is_person: bool = False) -> Byline | None:
    parts = [part.strip() for part in _PARTS.split(text) if part.strip(_QUOTES)]
    if not 0 < len(parts) <= 5 or not all(map(_is_part, parts)):
        return None
    kinds = [_kind(part) for part in parts]
    if not lone_is_person and not _is_known(parts, kinds):
        return None
    grouped = {
        kind: " - ".join(part.strip(_QUOTES) for part, its in zip(parts, kinds, strict=True) if its == kind)
        for kind in ("place", "agency", "paper", "person", "")
    }
    person = grouped["person"] or grouped[""] or (grouped["paper"] if lone_is_person else "")
    agency = grouped["agency"] or ("" if person == grouped["paper"] else grouped["paper"])
    return Byline(person, grouped["place"], agency)


def _is_known(parts: Sequence[str], kinds: Sequence[str]) -> bool:
    """A place or an agency, and beside it nothing unknown that is longer than most names; or nothing but names."""
    unknown = [len(part.split()) for part, kind in zip(parts, kinds, strict=True) if not kind]
    if "place" in kinds or "agency" in kinds:
        return max(unknown, default=0) <= _LONGEST_UNKNOWN
    return "person" in kinds and not unknown


def _is_part(part: str) -> bool:
    return 0 < len(part.split()) <= _LONGEST_PART and not re.search(r"[\d؟!؛…%]|\.\.", part)


def _kind(part: str) -> str:
    """place, agency, person; paper where it may be one (a single word, an article); nothing where nobody knows.

    A name in quotes is a paper's.
    """
    folded = fold(part).strip(_QUOTES)
    if is_place(folded):
        return "place"
    if folded in agencies() or (part[:1] in '«"“' and part[-1:] in '»"”' and len(part.split()) <= 3):
        return "agency"
    if looks_like_name(folded):
        return "person"
    return "paper" if " " not in folded or folded.startswith("ال") else ""


def glued_byline(text: str, *, author: str = "") -> tuple[Byline, int] | None:
    """The byline a paragraph begins with and its length, where it is sure; the paragraph keeps its text.

    Sure is a repetition of the record's author, a place with an agency or a person and then `:` or ` - `, or a
    place alone and `:`.
    """
    if length := _author_length(text, author):
        return _matches(text[:length], author) or Byline(person=author.strip(_QUOTES + ":")), length
    found: tuple[Byline, int] | None = None
    for end in _GLUED_END.finditer(text[:_LONGEST_GLUED]):
        head = text[: end.start()]
        if ":" in end.group() and is_place(fold(head)):
            return Byline(place=head), end.end()
        byline = read_byline(head)
        if byline and byline.place and (byline.agency or byline.person):
            found = byline, end.end()
    return found


def _author_length(text: str, author: str) -> int:
    """How many characters of the text the author's name takes up, with the colon or dash behind it."""
    wanted, seen = _squeezed(author), ""
    if not 4 <= len(wanted) <= _LONGEST:
        return 0
    for place, char in enumerate(text[: 2 * len(author) + 20]):
        seen += _squeezed(char)
        if not wanted.startswith(seen):
            return 0
        if seen == wanted:
            end = _AUTHOR_END.match(text, place + 1)
            return end.end() if end else 0
    return 0
