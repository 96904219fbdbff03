"""Names of files that every system can hold, and that nobody takes for something else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from khizana.check.around import Around
from khizana.check.changes import Change
from khizana.check.model import ChangeRule, Found, Said
from khizana.layout import ARTICLE_ID, folder_of
from khizana.registry import RESERVED

_LONGEST = 120  # bytes of one part; a percent-encoded Arabic name is three times as long
_PLAIN = re.compile(r"[A-Za-z0-9._\-]+")
# What Windows does not allow in a name, and what terminals or logs would obey.
_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]')
_CHARACTERS = Said("في الاسم محارف لا تصلح لاسم ملف؛ غيّره", "has characters no file name should have; rename it")
_ASCII = Said(
    "تُكتب أسماء الملفات هنا بحروف لاتينية وأرقام؛ غيّره",
    "names of files are of Latin letters and digits here; rename it",
)
_HIDDEN = Said(
    "ملف خفي، يبدأ اسمه بنقطة؛ لا مكان له هنا", "is hidden, since its name begins with a dot; it has no place here"
)
_TOO_LONG = Said("الاسم طويل جدًّا؛ اختصره", "has too long a name; shorten it")
_DEVICE = Said(
    "الاسم محجوز في بعض الأنظمة أو للموقع؛ غيّره", "has a name that some systems or the site reserve; rename it"
)
_CASE = Said("لا يفرقه عن {other} إلا صغر الحروف وكبرها؛ غيّره", "differs from {other} by capitals only; rename it")
_NO_PAGE = Said(
    "ليس اسم صفحة مقال؛ تصنع الصفحاتِ إضافةُ الأصل وتحويله",
    "is not named as a page of an article is; add the original and convert it",
)


def _find(change: Change, around: Around) -> Iterator[Found]:
    if change.mode and change.is_content:
        said = _wrong(change.path)
        if said:
            yield Found(0, 0, said)
        elif other := _other_case(change.path, around):
            yield Found(0, 0, _CASE, {"other": other})


def _wrong(path: str) -> Said | None:
    """What is wrong with a path below docs/, the first of it."""
    parts = path.split("/")[2:]
    name, stem = parts[-1], parts[-1].partition(".")[0].lower()
    if any(_FORBIDDEN.search(part) or part.endswith((" ", ".")) for part in parts):
        return _CHARACTERS
    if any(part.startswith(".") for part in parts) and name != ".gitkeep":
        return _HIDDEN
    if any(len(part.encode()) > _LONGEST for part in parts) or len(path.encode()) > 2 * _LONGEST:
        return _TOO_LONG
    # What an editor drops into the inbox, and what a browser saved beside a page, is named by others.
    named_by_others = path.startswith("docs/sources/inbox/") or any(part.endswith("_files") for part in parts[:-1])
    if not named_by_others and not all(map(_PLAIN.fullmatch, parts)):
        return _ASCII
    if stem in RESERVED and (path.startswith("docs/articles/") or stem not in _FOLDERS):
        return _DEVICE
    return _NO_PAGE if path.startswith("docs/articles/") and not _is_page(parts) else None


# Names of folders of the site: they mean nothing outside of articles.
_FOLDERS = frozenset(name for name in RESERVED if len(name) > 4 or name in ("tags", "404"))


def _is_page(parts: list[str]) -> bool:
    stem, _, ending = parts[-1].rpartition(".")
    if parts[-1] == ".gitkeep":
        return True
    return ending == "md" and bool(ARTICLE_ID.fullmatch(stem)) and "/".join(parts[:-1]) == folder_of(stem)


def _other_case(path: str, around: Around) -> str:
    """Another file or folder that a system without capitals could not tell from this one, or from one above it."""
    parts = path.split("/")
    for place in range(2, len(parts)):
        above, part = "/".join(parts[:place]), parts[place]
        if others := [name for name in around.same_name(above, part) if name != part]:
            return f"{above}/{others[0]}"
    return ""


RULE = ChangeRule(
    "file-name",
    "error",
    Said(
        "أسماء الملفات تصلح لكل نظام، ولا تختلف بكبر الحروف وحده",
        "Names of files suit every system and differ by more than capitals",
    ),
    _find,
)
