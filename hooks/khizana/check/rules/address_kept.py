"""The address of an article lives as long as the archive: pages are neither removed nor renamed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from khizana.check.around import Around
from khizana.check.changes import Change
from khizana.check.model import ChangeRule, Found, Said
from khizana.layout import ARTICLE_ID

_GONE = Said(
    "حُذفت صفحة المقال أو تغيّر اسمها، وعنوانها باقٍ؛ استعدها، ولسحب المقال: scripts/takedown.py {id}",
    "the page was removed or renamed, and its address is promised; restore it. scripts/takedown.py {id} withdraws",
)


def _find(change: Change, around: Around) -> Iterator[Found]:
    path = PurePosixPath(change.path)
    if change.kind != "removed" or not change.path.startswith("docs/articles/") or path.suffix != ".md":
        return
    if ARTICLE_ID.fullmatch(path.stem) and path.stem not in around.tombstones:
        yield Found(0, 0, _GONE, {"id": path.stem})


RULE = ChangeRule(
    "address-kept",
    "error",
    Said("صفحات المقالات لا تُحذف ولا تُسمّى من جديد", "Pages of articles are neither removed nor renamed"),
    _find,
    late=True,
)
