"""Files of a size that a repository and its readers can bear."""

from __future__ import annotations

from collections.abc import Iterator

from khizana.check.around import Around
from khizana.check.changes import Change
from khizana.check.file_limits import largest
from khizana.check.model import ChangeRule, Found, Said

_TOO_LARGE = Said(
    "حجم الملف {size} ك.ب وأقصى ما يُقبل هنا {most} ك.ب؛ صغّره أو قسّمه",
    "is {size} KB large, and {most} KB is the most here; make it smaller or cut it up",
)


def _find(change: Change, around: Around) -> Iterator[Found]:
    most = largest(change.path)
    if most and change.size > most:
        yield Found(0, 0, _TOO_LARGE, {"size": f"{change.size >> 10:,}", "most": f"{most >> 10:,}"})


RULE = ChangeRule(
    "file-size",
    "error",
    Said("لا ملف أكبر مما يُحتمل", "No file is larger than can be borne"),
    _find,
    gate=True,
)
