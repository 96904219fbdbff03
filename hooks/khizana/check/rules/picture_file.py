"""Files of pictures: of a kind that is shown, what their ending says, of a size to be shown, and doing nothing."""

from __future__ import annotations

from collections.abc import Iterator

from khizana.check.around import Around
from khizana.check.changes import PLAIN, PROGRAM, Change
from khizana.check.file_limits import largest
from khizana.check.model import ChangeRule, Found, Said
from khizana.check.pictures import KINDS, active_svg, kind_of, size_of
from khizana.problems import ProblemError

_MOST_PIXELS = 6000
_ENDING = Said(
    "ليس صورة مما يُعرض ({endings})؛ احفظها بنوع منها",
    "is no picture of a kind that is shown ({endings}); save it as one",
)
_KIND = Said("ليس ما يدل عليه امتداده؛ احفظ الصورة من جديد", "is not what its ending says; save the picture anew")
_ACTIVE = Said(
    "في الرسم ما يعمل أو يُجلب من غيره ({what})؛ احفظه رسمًا خالصًا",
    "the drawing holds something that acts or is fetched ({what}); save it as a plain drawing",
)
_UNSIZED = Said(
    "لا تُعرف أبعاد الصورة، فلعلها معطوبة؛ احفظها من جديد", "has no size that can be read; save the picture anew"
)
_LARGE = Said(
    "أبعاد الصورة {width}×{height}، وأقصاها {most}؛ صغّرها",
    "is {width}×{height} pixels large, and {most} is the most; make it smaller",
)


def _find(change: Change, around: Around) -> Iterator[Found]:
    if not change.path.startswith("docs/assets/images/") or change.mode not in (PLAIN, PROGRAM):
        return
    ending = change.path.rpartition(".")[2].lower()
    if ending not in KINDS:
        if not change.path.endswith("/.gitkeep"):
            yield Found(0, 0, _ENDING, {"endings": " ".join(KINDS)})
    elif change.size <= largest(change.path):
        try:
            yield from _wrong(around.content(change), KINDS[ending])
        except (ProblemError, OSError):
            yield Found(0, 0, _KIND)


def _wrong(data: bytes, kind: str) -> Iterator[Found]:
    if kind_of(data) != kind:
        yield Found(0, 0, _KIND)
    elif kind == "svg":
        if what := active_svg(data):
            yield Found(0, 0, _ACTIVE, {"what": what})
    elif (size := size_of(data)) is None:
        yield Found(0, 0, _UNSIZED)
    elif max(size) > _MOST_PIXELS:
        yield Found(0, 0, _LARGE, {"width": size[0], "height": size[1], "most": _MOST_PIXELS})


RULE = ChangeRule(
    "picture-file",
    "error",
    Said("ملفات الصور صور حقًّا، ولا شيء فيها يعمل", "Files of pictures are pictures, and nothing in them acts"),
    _find,
)
