"""Records of the registry are merged, not removed: their pages have addresses, too. A tombstone stays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from khizana.check.around import Around
from khizana.check.changes import Change
from khizana.check.model import ChangeRule, Found, Said

_RECORD = re.compile(r"docs/registry/(entities|tags|sources|tombstones)/([^/]+)\.yml")
_GONE = Said(
    "حُذف السجل {id} ولصفحته عنوان؛ أعده، وادمجه في غيره إن كان مكررًا: scripts/registry.py merge",
    "the record {id} was removed, and its page has an address; restore it, or merge it: scripts/registry.py merge",
)
_STONE = Said(
    "حُذف سجل مقال مسحوب ({id})، فقد يعود؛ أعده",
    "the record of a withdrawn article ({id}) was removed, so that it could come back; restore it",
)
_PROPOSED = re.compile(r"^status: *proposed\s*$", re.MULTILINE)


def _find(change: Change, around: Around) -> Iterator[Found]:
    found = _RECORD.fullmatch(change.path)
    if change.kind != "removed" or not found:
        return
    kind, id = found.groups()
    was = around.before(around.layout.root / change.path) or ""
    if not _PROPOSED.search(was):
        yield Found(0, 0, _STONE if kind == "tombstones" else _GONE, {"id": id})


RULE = ChangeRule(
    "record-kept",
    "error",
    Said(
        "سجلات الأعلام والوسوم والمصادر تُدمج ولا تُحذف", "Records of entities, tags and outlets are merged, not removed"
    ),
    _find,
    late=True,
)
