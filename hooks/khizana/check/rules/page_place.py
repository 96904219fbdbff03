"""A page is what its name and folder say."""

from __future__ import annotations

from collections.abc import Iterator

from khizana.check.around import Around
from khizana.check.model import Found, PageRule, Said
from khizana.check.page import Checked
from khizana.layout import ARTICLE_ID

_NAME = Said(
    "معرّف المقال {id}، فليكن اسم الملف {id}.md؛ ولا يتغير معرّف",
    "the article's id is {id}, so the file must be {id}.md; no id ever changes",
)
_FOLDER = Said("الملف في غير مجلده؛ انقله إلى {path}", "stands in the wrong folder; move it to {path}")


def _find(page: Checked, around: Around) -> Iterator[Found]:
    id = page.article.id
    if id != page.path.stem:
        yield Found(page.line_of("id"), 1, _NAME, {"id": id})
    elif ARTICLE_ID.fullmatch(id) and page.path != around.layout.page(id):
        yield Found(0, 0, _FOLDER, {"path": around.shown(around.layout.page(id))})


RULE = PageRule(
    "page-place",
    "error",
    Said(
        "اسم الملف معرّف المقال، ومجلده من المعرّف", "The file is named by the id and stands in the folder the id gives"
    ),
    _find,
)
