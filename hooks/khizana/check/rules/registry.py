"""The registry as a whole: every record by its schema, every name and number in one record, every link to a record."""

from __future__ import annotations

from collections.abc import Iterator

from khizana.check.around import Around
from khizana.check.model import ArchiveRule, Found, Said
from khizana.check.translated import translated


def _find(around: Around) -> Iterator[Found]:
    for problem in around.registry_problems:
        yield Found(problem.line, 1 if problem.line else 0, translated(problem), path=around.shown(problem.path))


RULE = ArchiveRule(
    "registry",
    "error",
    Said("السجلات سليمة ويوافق بعضها بعضًا", "Records are right and agree with each other"),
    _find,
)
