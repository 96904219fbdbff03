"""Section headings of plain text. Marks first, then a colon, then lines that are bare but stand as headings do.

Of hand-marked headings three quarters are bare lines, half without an empty line around, and of all short lines
without a full stop only a quarter are headings. So length alone proves nothing: a heading parts two paragraphs,
the upper one closed, the lower one long; it names, and neither introduces nor continues nor greets; and it has
siblings. A doubtful line stays a paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from khizana.convert.structure.items import in_order
from khizana.convert.structure.shapes import CONTROLS, Shape, neighbour
from khizana.convert.structure.words import (
    continues,
    goes_on,
    is_caption,
    is_formula,
    is_saying,
    leads_in,
    opens_sentence,
)

_LONGEST_MARKED = 12  # words
_LONGEST_NUMBERED = 12
_LONGEST_COLON = 8
_LONGEST_BARE = 10
_SURE_BARE = 5
_LONGEST_SIZE = 75  # characters
_HEADING_MARKS = frozenset(("**", "***", "#", "##", "###", "■", "◆", "●", "▪", "♦"))
_SOFT_MARKS = frozenset(("*", "•", "◊", "○", "►"))
_ORDINAL = re.compile(
    r"(?:(?:اولا|ثانيا|ثالثا|رابعا|خامسا|سادسا|سابعا|ثامنا|تاسعا|عاشرا)\s*[:\-–/.]"
    r"|(?:الاولي?|الثانيه?|الثالثه?|الرابعه?|الخامسه?|السادسه?|السابعه?|الثامنه?|التاسعه?|العاشره?)\s*:)\s*(?=\w)"
)
_REFUSALS = (is_saying, is_formula, is_caption, continues, leads_in)
_OPEN_END = re.compile(r"[،,؛;:.…!]$|\.\.$")
_ADDRESS = re.compile(r"@|https?:|www\.")
_TRAILING = re.compile(rf"[\s:{CONTROLS}]*$")
_PULL_QUOTE = 6  # words, of which a single paragraph of the text repeats most
_PULL_QUOTE_SHARE = 0.75
_PULL_QUOTE_REACH = 12  # lines: they are set near what they quote
_NOISE = 3  # runs of short lines that cannot be headings: the text is no plain prose


@dataclass(frozen=True)
class Heading:
    """A heading without its first `skip` and last `drop` characters, which are marks."""

    skip: int = 0
    drop: int = 0


def find_headings(shapes: Sequence[Shape], taken: set[int]) -> dict[int, Heading]:
    """The headings by their place; `taken` are the places that are something else."""
    repeats = Counter(shape.folded for shape in shapes if not shape.is_long)
    free = [
        place
        for place, shape in enumerate(shapes)
        if place not in taken and shape.size <= 2 * _LONGEST_SIZE and repeats[shape.folded] == 1 and _names(shape)
    ]
    found = {place: Heading(shapes[place].skip) for place in _marked(shapes, free, taken)}
    found |= {place: Heading() for place in _numbered(shapes, free)}
    found |= {place: Heading(drop=_drop(shapes[place])) for place in _colons(shapes, free, found)}
    return found | {place: Heading() for place in _bare(shapes, free, found, taken)}


def _names(shape: Shape) -> bool:
    """May the line be a name for what stands under it, as far as its words say?"""
    folded = shape.folded
    refused = shape.is_wordless or any(says(folded) for says in _REFUSALS)
    return not refused and _ADDRESS.search(folded) is None


def _drop(shape: Shape) -> int:
    end = _TRAILING.search(shape.line.text)
    return len(end.group()) if end else 0


def _has_text_under(shapes: Sequence[Shape], place: int) -> bool:
    """Is there a paragraph or the beginning of a list under the line?"""
    under, next_but_one = neighbour(shapes, place + 1), neighbour(shapes, place + 2)
    if under is None:
        return False
    is_list = bool(under.mark and next_but_one and next_but_one.mark == under.mark)
    return under.is_full or is_list


def _is_closed_above(shapes: Sequence[Shape], place: int) -> bool:
    """Has the paragraph above come to an end, and is it one? The beginning of the text is no paragraph."""
    above = neighbour(shapes, place - 1)
    return above is not None and above.closed and above.is_full


def _is_ended_above(shapes: Sequence[Shape], place: int) -> bool:
    """Is there a paragraph above that may have lost its full stop?"""
    above = neighbour(shapes, place - 1)
    return above is not None and above.is_long and _OPEN_END.search(above.folded) is None


def _marked(shapes: Sequence[Shape], free: Sequence[int], taken: set[int]) -> list[int]:
    """Lines under a mark of headings, or under a star or bullet if they part paragraphs; not only questions."""
    able = [place for place in free if _is_marked_heading(shapes, place, taken)]
    is_told = any(not shapes[place].asks for place in able)
    return [place for place in able if is_told or not shapes[place].asks]


def _is_marked_heading(shapes: Sequence[Shape], place: int, taken: set[int]) -> bool:
    shape = shapes[place]
    if not shape.mark or shape.words > _LONGEST_MARKED or shape.folded.endswith("."):
        return False
    if shape.mark in _HEADING_MARKS:
        return not _in_run(shapes, place) and neighbour(shapes, place + 1) is not None
    is_name = shape.mark in _SOFT_MARKS and ":" not in shape.folded.rstrip(" :")
    return is_name and _stands_alone(shapes, place, taken)


def _in_run(shapes: Sequence[Shape], place: int) -> bool:
    """Are both neighbours under the same mark, or one of them as short as the line: is it a list?"""
    mark = shapes[place].mark
    beside = [shape for shape in (neighbour(shapes, place - 1), neighbour(shapes, place + 1)) if shape]
    return any(shape.mark == mark and not shape.is_long for shape in beside)


def _stands_alone(shapes: Sequence[Shape], place: int, taken: set[int]) -> bool:
    """Is there a paragraph above and a long one, or a question, under the line?"""
    under, above = neighbour(shapes, place + 1), neighbour(shapes, place - 1)
    if under is None or not (place + 1 in taken or (under.is_long and not _in_run(shapes, place))):
        return False
    return above is None or above.is_full


def _numbered(shapes: Sequence[Shape], free: Sequence[int]) -> list[int]:
    """Short numbered lines with paragraphs between them, at least two and in order."""
    found = [place for place in free if _is_numbered(shapes, place)]
    numbers = [shapes[place].number for place in found if shapes[place].mark == "1"]
    return found if len(found) > 1 and in_order(numbers) else []


def _is_numbered(shapes: Sequence[Shape], place: int) -> bool:
    shape, under = shapes[place], neighbour(shapes, place + 1)
    is_number = shape.mark == "1" or _ORDINAL.match(shape.folded) is not None
    short = shape.words <= _LONGEST_NUMBERED and not shape.line.text.endswith((".", "،", "؛"))
    apart = under is not None and under.is_full and under.mark != "1" and not _ORDINAL.match(under.folded)
    return is_number and short and apart and under is not None and under.size > shape.size


def _colons(shapes: Sequence[Shape], free: Sequence[int], found: dict[int, Heading]) -> Iterator[int]:
    """Short lines that end in a colon, name and do not introduce, and part paragraphs."""
    ending = [place for place in free if place not in found and shapes[place].folded.endswith(":")]
    able = [place for place in ending if _is_colon_heading(shapes, place)]
    for place in able:
        if _is_closed_above(shapes, place) or (place == 0 and len(able) > 1) or shapes[place].line.gap:
            yield place


def _is_colon_heading(shapes: Sequence[Shape], place: int) -> bool:
    shape = shapes[place]
    short = shape.words <= _LONGEST_COLON and shape.size <= _LONGEST_SIZE
    return short and not shape.mark and not goes_on(shape.folded) and _has_text_under(shapes, place)


def _bare(shapes: Sequence[Shape], free: Sequence[int], found: dict[int, Heading], taken: set[int]) -> list[int]:
    """Lines without any mark. Those of a few words stand for themselves, longer ones need such a sibling."""
    able = [place for place in free if place not in found and _is_bare_heading(shapes, place, taken)]
    sure = [place for place in able if _is_sure(shapes, place)]
    siblings = len(sure) + len(found)
    if _noise(shapes, {*able, *found, *taken}) >= max(_NOISE, 2 * len(sure)):
        return []
    first_words = {shapes[place].folded.split()[0] for place in sure}
    return [place for place in able if place in sure or (siblings and _is_likely(shapes, place, first_words))]


def _is_bare_heading(shapes: Sequence[Shape], place: int, taken: set[int]) -> bool:
    shape, under = shapes[place], neighbour(shapes, place + 1)
    text = shape.folded.rstrip(" *")
    short = shape.words <= _LONGEST_BARE and shape.size <= _LONGEST_SIZE and not shape.mark
    if not short or under is None or _OPEN_END.search(text) or text.endswith(")"):
        return False
    has_text = (under.is_full or place + 1 in taken) and under.size > shape.size
    asked_first = place == 0 and place + 1 in taken
    return has_text and (asked_first or _is_closed_above(shapes, place) or _is_ended_above(shapes, place))


def _is_sure(shapes: Sequence[Shape], place: int) -> bool:
    shape, under = shapes[place], shapes[place + 1]
    apart = shape.line.gap and under.line.gap
    if not _is_closed_above(shapes, place) or opens_sentence(shape.folded):
        return False
    if shape.asks:
        return apart and shape.words <= _SURE_BARE
    return shape.words <= _SURE_BARE and (under.is_long or under.asks or apart)


def _is_likely(shapes: Sequence[Shape], place: int, first_words: set[str]) -> bool:
    """Beside surer headings: one that begins as they do, or a few words; longer ones unless they quote the text."""
    folded = shapes[place].folded
    if not _is_closed_above(shapes, place) and (shapes[place].words > _SURE_BARE or opens_sentence(folded)):
        return False
    return folded.split()[0] in first_words or (":" not in folded and not _is_pull_quote(shapes, place))


def _is_pull_quote(shapes: Sequence[Shape], place: int) -> bool:
    """Does one paragraph of the text hold most of the line's words? Then the line is a quotation from it."""
    words = set(shapes[place].folded.split())
    if len(words) < _PULL_QUOTE:
        return False
    near = shapes[max(0, place - _PULL_QUOTE_REACH) : place + _PULL_QUOTE_REACH]
    texts = [shape.folded for shape in near if shape.is_long]
    return any(sum(word in text for word in words) >= _PULL_QUOTE_SHARE * len(words) for text in texts)


def _noise(shapes: Sequence[Shape], known: set[int]) -> int:
    """Runs of short lines between the first and last paragraph that are nothing known: verse, names, captions."""
    long = [place for place, shape in enumerate(shapes) if shape.is_long]
    inner = range(long[0], long[-1]) if long else range(0)
    odd = [place for place in inner if not shapes[place].is_full and not shapes[place].mark and place not in known]
    return sum(place - 1 != before for before, place in zip([-2, *odd], odd, strict=False))
