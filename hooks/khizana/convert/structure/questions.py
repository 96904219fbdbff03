"""The questions of an interview: lines that ask, answered by the paragraph under them.

One question makes no interview, and columnists ask without answering. Evidence is the alternation: several
short lines that ask, each with a longer one under it that does not; or two marks that take turns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from khizana.convert.structure.shapes import Shape

_FEWEST = 3
_LONGEST = 60  # words: interviewers put half an argument into a question
_LONGEST_BARE = 40
_SHARE = 0.3  # of the lines of the text; in a pure interview with one paragraph an answer it is half
_SHARE_ANNOUNCED = 0.12
_ANNOUNCED = re.compile(
    r"\b(?:[ال]*حوار\w*|[ال]*مقابله|سالنا\w*|سالته|التقينا\w*|التقته?|اجري\w* معه|[ال]*ندوه|ضيفنا|محاور\w*|اجاب)\b"
)
_SPEAKER = re.compile(r"(?:س|سوال|السوال)\s*\d*\s*[:/\-–]")
_OPENING_LINES = 4


def find_questions(shapes: Sequence[Shape], about: str) -> set[int]:
    """The places of the questions; `about` is the folded title and byline, which may announce an interview."""
    asked = [place for place, shape in enumerate(shapes) if _can_ask(shapes, place)]
    if len(asked) < _FEWEST:
        return set()
    if marked := _by_marks(shapes, asked):
        return marked
    return _by_turns(shapes, asked, about)


def _can_ask(shapes: Sequence[Shape], place: int) -> bool:
    shape = shapes[place]
    return (shape.asks and shape.words <= _LONGEST and shape.mark != "1") or _SPEAKER.match(shape.folded) is not None


def _by_marks(shapes: Sequence[Shape], asked: Sequence[int]) -> set[int]:
    """A mark that questions bear and answers do not; then statements under that mark are questions as well."""
    marks = Counter(shapes[place].mark for place in asked if shapes[place].mark)
    if not marks or marks.most_common(1)[0][1] < _FEWEST:
        return set()
    mark = marks.most_common(1)[0][0]
    bearers = [place for place, shape in enumerate(shapes) if shape.mark == mark and shape.words <= _LONGEST]
    turns = [place for place in bearers if place + 1 < len(shapes) and shapes[place + 1].mark != mark]
    if marks[mark] < _FEWEST or 2 * len(turns) < len(bearers) or 2 * marks[mark] < len(bearers):
        return set()
    return {place for place in bearers if shapes[place].asks or place in turns}


def _by_turns(shapes: Sequence[Shape], asked: Sequence[int], about: str) -> set[int]:
    """Short lines that ask, each above a longer one that does not."""
    turns = [place for place in asked if shapes[place].words <= _LONGEST_BARE and _is_answered(shapes, place)]
    opening = " ".join(shape.folded for shape in shapes[:_OPENING_LINES])
    announced = _ANNOUNCED.search(f"{about} {opening}") is not None
    share = _SHARE_ANNOUNCED if announced else _SHARE
    if len(turns) < _FEWEST or len(turns) < share * len(shapes) or 2 * len(turns) < len(asked):
        return set()
    return set(turns)


def _is_answered(shapes: Sequence[Shape], place: int) -> bool:
    if place + 1 >= len(shapes):
        return False
    question, answer = shapes[place], shapes[place + 1]
    return not answer.asks and (answer.size > question.size or answer.is_full)
