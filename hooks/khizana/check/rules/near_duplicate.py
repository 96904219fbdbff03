"""The same article twice, under two ids, perhaps with a few words changed."""

from __future__ import annotations

from collections.abc import Iterator

from khizana.check.around import Around
from khizana.check.model import ArchiveRule, Found, Said

_SAME = Said(
    "هذا المقال هو {other} نفسه أو يكاد؛ أبق أحدهما، إلا إن أردت نشر الاثنين",
    "this is the same article as {other}, or nearly; keep one of them, unless both are wanted",
)


def _find(around: Around) -> Iterator[Found]:
    looked_at = {path.stem for path in around.pages}
    for id, other in around.signatures.doubles(looked_at):
        shown = around.shown(around.layout.page(other))
        yield Found(0, 0, _SAME, {"other": shown}, path=around.shown(around.layout.page(id)))


RULE = ArchiveRule(
    "near-duplicate",
    "warning",
    Said("لا مقال مرتين", "No article is there twice"),
    _find,
)
