"""Pictures that articles show: there, of a kind that is shown, and described."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from khizana.check.around import Around
from khizana.check.model import Found, PageRule, Said
from khizana.check.page import Checked
from khizana.profile.serialize import safe_address

_FOLDER = "docs/assets/images/"
_ELSEWHERE = Said(
    "الصورة {address} ليست من صور الأرشيف؛ ضعها في docs/assets/images",
    "the picture {address} is none of the archive's; put it into docs/assets/images",
)
_LINKED = Said(
    "الصورة {address} على موقع آخر، فيُعرض رابطها لا هي؛ ضعها في docs/assets/images إن جاز نشرها",
    "the picture {address} is on another site, so that a link stands for it; put it into docs/assets/images if you may",
)
_GONE = Said(
    "الصورة {address} غير موجودة؛ أضفها أو صحح المسار", "the picture {address} is not there; add it or correct the path"
)
_NO_ALT = Said(
    "الصورة {address} بلا وصف لمن لا يراها؛ اكتبه بين المعقوفين",
    "the picture {address} has no description for who cannot see it; write it between the brackets",
)


def _find(page: Checked, around: Around) -> Iterator[Found]:
    for address, alt in _pictures(page):
        line, column = page.place_in_body(f"({address}")
        shown = _shown(address, page, around)
        if (safe_address(address) or "").lower().startswith(("http://", "https://")):
            yield Found(line, column + 1, _LINKED, {"address": address}, level="notice")
            continue
        if shown is None:
            yield Found(line, column + 1, _ELSEWHERE, {"address": address})
            continue
        path = around.layout.root / shown
        if path.is_symlink() or not path.is_file():
            yield Found(line, column + 1, _GONE, {"address": address})
        elif not alt.strip():
            yield Found(line, column + 1, _NO_ALT, {"address": address}, level="warning")


def _pictures(page: Checked) -> Iterator[tuple[str, str]]:
    for block in page.blocks:
        for element in block.element.iter("img"):
            yield element.get("src", ""), element.get("alt", "")


def _shown(address: str, page: Checked, around: Around) -> str | None:
    """Where the picture stands, from the folder of the archive; None where it is none of the archive's."""
    safe = safe_address(address)
    if safe is None or ":" in safe.partition("/")[0] or "\0" in unquote(safe):
        return None
    shown = normpath(join(dirname(around.shown(page.path)), unquote(safe)))
    return shown if shown.startswith(_FOLDER) and len(shown.encode()) < 1000 else None


RULE = PageRule(
    "images",
    "error",
    Said("صور المقال موجودة وموصوفة", "Pictures of an article are there and described"),
    _find,
)
