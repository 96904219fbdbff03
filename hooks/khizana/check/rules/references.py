"""Tags, entities and the outlet that a page names are in the registry."""

from __future__ import annotations

from collections.abc import Iterator

from khizana.check.around import Around
from khizana.check.model import Found, PageRule, Said
from khizana.check.page import Checked

_NO_TAG = Said(
    "لا وسم بالمعرّف {id}؛ صححه أو أضفه إلى السجل", "there is no tag {id}; correct it or add it to the registry"
)
_NO_ENTITY = Said(
    "لا عَلَم بالمعرّف {id}؛ صححه أو أضفه إلى السجل", "there is no entity {id}; correct it or add it to the registry"
)
_NO_OUTLET = Said(
    "لا مصدر بالمعرّف {id}؛ صححه أو أضفه إلى السجل", "there is no outlet {id}; correct it or add it to the registry"
)
_MERGED = Said("دُمج {id} في {now}؛ اكتب {now}", "{id} was merged into {now}; write {now}")
_TWICE = Said("الوسم {id} مكرر؛ أبق واحدًا", "the tag {id} stands twice; keep one")


def _find(page: Checked, around: Around) -> Iterator[Found]:
    article, registry = page.article, around.registry
    for place, id in enumerate(article.tags):
        if id not in registry.tags:
            yield Found(page.line_of("tags"), 1, _NO_TAG, {"id": id})
        elif id in article.tags[:place]:
            yield Found(page.line_of("tags"), 1, _TWICE, {"id": id}, level="warning")
    for id in (*article.entities.add, *article.entities.drop):
        line = page.line_of("entities")
        if id not in registry.entities:
            yield Found(line, 1, _NO_ENTITY, {"id": id})
        elif registry.entities[id].merged_into:
            yield Found(line, 1, _MERGED, {"id": id, "now": registry.entity(id).id}, level="notice")
    outlet = article.source.outlet
    if outlet and outlet not in registry.outlets:
        yield Found(page.line_of("source"), 1, _NO_OUTLET, {"id": outlet})


RULE = PageRule(
    "references",
    "error",
    Said("الوسوم والأعلام والمصدر من السجلات", "Tags, entities and outlet are in the registry"),
    _find,
)
