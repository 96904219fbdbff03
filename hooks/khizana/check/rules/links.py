"""Links of articles: an address that is safe, to a page and a place in it that are there.

Links to other sites are not followed here; that is done on a schedule.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from khizana.check.around import Around
from khizana.check.model import Found, PageRule, Said
from khizana.check.page import Checked
from khizana.profile.serialize import safe_address

_UNSAFE = Said(
    "الرابط {address} ليس http ولا https ولا mailto ولا مسارًا نسبيًّا؛ صححه",
    "the link {address} is none of http, https, mailto or a relative path; correct it",
)
_NOWHERE = Said("الرابط {address} لا يفضي إلى شيء؛ صححه", "the link {address} leads nowhere; correct it")
_OUTSIDE = Said(
    "الرابط {address} إلى ما لا يُنشر؛ صححه", "the link {address} leads to what is not published; correct it"
)
_NO_ANCHOR = Said(
    "لا قسم ولا فقرة بالمعرّف {anchor} هناك؛ صحح الرابط {address}",
    "there is no section or paragraph {anchor} there; correct the link {address}",
)
_HIDDEN = ("docs/sources/", "docs/registry/", "docs/development/")


def _find(page: Checked, around: Around) -> Iterator[Found]:
    for address in _addresses(page):
        found = _wrong(address, page, around)
        if found:
            said, values = found
            line, column = page.place_in_body(f"({address}")
            yield Found(line, column + 1, said, {"address": address, **values})


def _addresses(page: Checked) -> Iterator[str]:
    for block in page.blocks:
        for element in block.element.iter("a"):
            # Links of footnotes are the profile's own.
            if not element.get("class", "").startswith("footnote"):
                yield element.get("href", "")


def _wrong(address: str, page: Checked, around: Around) -> tuple[Said, dict[str, str]] | None:
    safe = safe_address(address)
    if safe is None:
        return _UNSAFE, {}
    if ":" in safe.partition("/")[0] or safe.startswith("//"):
        return None
    path, _, anchor = safe.partition("#")
    shown = normpath(join(dirname(around.shown(page.path)), unquote(path))) if path else around.shown(page.path)
    if not shown.startswith("docs/") or shown.startswith(_HIDDEN):
        return _OUTSIDE, {}
    target = around.layout.root / shown
    if target != page.path and not _is_there(target):
        return _NOWHERE, {}
    if anchor and target.suffix == ".md" and around.layout.articles in target.parents:
        anchors = page.anchors if target == page.path else around.anchors(target)
        if anchors is not None and unquote(anchor) not in anchors:
            return _NO_ANCHOR, {"anchor": unquote(anchor)}
    return None


def _is_there(path: Path) -> bool:
    try:
        return path.is_file() and not path.is_symlink()
    except (OSError, ValueError):
        return False


RULE = PageRule(
    "links",
    "error",
    Said(
        "روابط المقال سليمة وتفضي إلى صفحات وأقسام موجودة", "Links are safe and lead to pages and places that are there"
    ),
    _find,
)
