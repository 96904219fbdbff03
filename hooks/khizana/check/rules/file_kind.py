"""Regular files only: a link could publish a file from elsewhere, a submodule bring a repository along."""

from __future__ import annotations

from collections.abc import Iterator

from khizana.check.around import Around
from khizana.check.changes import LINK, MODULE, PROGRAM, Change
from khizana.check.model import ChangeRule, Found, Said

_LINK = Said("رابط رمزي لا ملف؛ ضع الملف نفسه", "is a symbolic link; put the file itself here")
_MODULE = Said(
    "مستودع داخل المستودع، لا ملف؛ أضف الملفات نفسها", "is a submodule or no regular file; add the files themselves"
)
_PROGRAM = Said(
    "ملف قابل للتنفيذ؛ انزع منه إذن التنفيذ (chmod -x)", "is executable; take that permission away (chmod -x)"
)
_SAID = {LINK: _LINK, MODULE: _MODULE, PROGRAM: _PROGRAM}


def _find(change: Change, around: Around) -> Iterator[Found]:
    if change.mode in _SAID and (change.is_content or change.mode != PROGRAM):
        yield Found(0, 0, _SAID[change.mode])


RULE = ChangeRule(
    "file-kind",
    "error",
    Said("لا روابط رمزية ولا مستودعات داخلية ولا ملفات تنفيذية", "No symbolic links, submodules or executable files"),
    _find,
    gate=True,
)
