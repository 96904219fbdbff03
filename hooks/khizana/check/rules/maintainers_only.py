"""A pull request of content touches articles, originals, records and pictures; the rest is for maintainers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from khizana.check.around import Around
from khizana.check.changes import CONTENT, Change
from khizana.check.model import ChangeRule, Found, Said

_OTHER = Said(
    "خارج ما تمسه الإضافات ({folders})؛ يحتاج إلى أحد القائمين على الأرشيف",
    "is outside of what a contribution may touch ({folders}); it needs a maintainer",
)
_MADE = Said(
    "يُكتب بالأمر scripts/registry.py schema؛ يحتاج إلى أحد القائمين على الأرشيف",
    "is written by scripts/registry.py schema; it needs a maintainer",
)
_STONE = Said("سحب المقالات للقائمين على الأرشيف؛ اطلبه منهم", "articles are withdrawn by maintainers; ask them")
# Where content stands inside those folders; a file beside it is none.
_PLACES = re.compile(
    r"docs/(?:articles/.+\.md|sources/.+|registry/(?:entities|tags|sources)/[^/]+\.yml|assets/images/.+)"
)


def _find(change: Change, around: Around) -> Iterator[Found]:
    path = change.path
    if path.startswith("docs/registry/schema/"):
        yield Found(0, 0, _MADE)
    elif path.startswith("docs/registry/tombstones/"):
        yield Found(0, 0, _STONE)
    elif not change.is_content or ".." in path.split("/") or not _PLACES.fullmatch(path):
        yield Found(0, 0, _OTHER, {"folders": " ".join(CONTENT)})


RULE = ChangeRule(
    "maintainers-only",
    "error",
    Said(
        "لا يمس الإضافةَ إلا المقالات والأصول والسجلات والصور، وما سواها للقائمين على الأرشيف",
        "A pull request touches only articles, originals, records and pictures; the rest is for maintainers",
    ),
    _find,
    strangers=True,
)
