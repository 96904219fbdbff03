"""The original stands where the page and the ledger say, and is the one that was captured."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from khizana.check.around import Around
from khizana.check.model import Found, PageRule, Said
from khizana.check.page import Checked
from khizana.layout import folder_of
from khizana.ledger import Ledger

_CONTAINER = re.compile(r"containers/([0-9a-f]{16})(?:\.[a-z0-9.]{1,10})?#[0-9]{1,12}")
_ENDING = re.compile(r"(?:\.[a-z0-9]{1,10}){0,2}")
_NO_LEDGER = Said(
    "ليس للمقال سجل تحويل ({path})؛ لا تُكتب الصفحات باليد، بل يُضاف الأصل ويُحوَّل",
    "there is no ledger ({path}); pages are not written by hand: add the original and convert it",
)
_OTHER = Said(
    "في source.{key} غير ما في سجل التحويل؛ أعد ما كان: {right}",
    "source.{key} is not what the ledger has; restore it: {right}",
)
_PLACE = Said(
    "الأصل المذكور {file} ليس في مكان أصل هذا المقال؛ أعد ما كان",
    "the original named, {file}, is not where that of this article stands; restore what it was",
)
_GONE = Said("الأصل {file} غير موجود؛ استعده من git", "the original {file} is not there; restore it from git")
_ALTERED = Said(
    "تغيّر الأصل {file} بعد جلبه، والأصول لا تتغير؛ استعده من git",
    "the original {file} is not what was captured, and originals never change; restore it from git",
)


def _find(page: Checked, around: Around) -> Iterator[Found]:
    ledger, line = page.ledger, page.line_of("source")
    if ledger is None:
        yield Found(0, 0, _NO_LEDGER, {"path": around.shown(around.layout.ledger(page.path.stem))})
        return
    for key in ("file", "sha256"):
        right = getattr(ledger.source, key)
        if getattr(page.article.source, key) != right:
            yield Found(line, 1, _OTHER, {"key": key, "right": right})
    for said in _wrong(ledger, page.path.stem, around):
        yield Found(line, 1, said, {"file": ledger.source.file})


def _wrong(ledger: Ledger, id: str, around: Around) -> Iterator[Said]:
    """What is wrong with the original. No file is opened but where one of this article may stand."""
    name = ledger.source.file
    container = _CONTAINER.fullmatch(name)
    start = f"{folder_of(id)}/{id}"
    own = name.startswith(start) and _ENDING.fullmatch(name, len(start))
    if not container and not own:
        yield _PLACE
        return
    path = around.layout.sources / name.partition("#")[0]
    if path.is_symlink() or not path.is_file():
        yield _GONE
    elif not (_is_container(path, container[1], around) if container else _is_own(path, ledger, around)):
        yield _ALTERED


def _is_own(path: Path, ledger: Ledger, around: Around) -> bool:
    return around.digest(path) == ledger.source.sha256


def _is_container(path: Path, digest: str, around: Around) -> bool:
    """A container is named by its hash; one that a record was taken out of is what the tombstone says."""
    now = around.digest(path)
    shown = path.relative_to(around.layout.sources).as_posix()
    return now.startswith(digest) or now in around.redacted(shown)


RULE = PageRule(
    "original",
    "error",
    Said(
        "لكل صفحة أصل لم يتغير وسجل تحويل يوافقها",
        "Every page has an original that did not change, and a ledger that agrees",
    ),
    _find,
)
