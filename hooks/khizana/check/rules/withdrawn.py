"""What was withdrawn stays away."""

from __future__ import annotations

from collections.abc import Iterator

from khizana.check.around import Around
from khizana.check.model import Found, PageRule, Said
from khizana.check.page import Checked

_BACK = Said(
    "سُحب هذا المقال ({id}) ولا يُعاد؛ احذف الصفحة وأصلها",
    "this article was withdrawn ({id}) and does not come back; remove the page and its original",
)


def _find(page: Checked, around: Around) -> Iterator[Found]:
    digests = (page.article.source.sha256, page.ledger.source.sha256 if page.ledger else "")
    known = next((around.withdrawn[digest] for digest in digests if digest in around.withdrawn), "")
    if page.path.stem in around.tombstones or known:
        yield Found(0, 0, _BACK, {"id": known or page.path.stem})


RULE = PageRule(
    "withdrawn",
    "error",
    Said("ما سُحب لا يعود", "What was withdrawn does not come back"),
    _find,
)
