"""What was withdrawn does not come back, neither alone nor in a container, which is kept with all its records."""

from __future__ import annotations

from pathlib import Path

from khizana.convert.original import Original
from khizana.convert.readers import read_originals
from khizana.layout import Layout
from khizana.problems import Problem, ProblemError
from khizana.registry import Registry
from khizana.tombstones import withdrawn


class Withdrawn:
    """The articles that were withdrawn. Raises ProblemError where their records cannot be read."""

    def __init__(self, layout: Layout, registry: Registry) -> None:
        self._layout = layout
        self._registry = registry
        self._ids = withdrawn(layout)
        self._among: dict[Path, Problem | None] = {}

    def refuse(self, original: Original) -> None:
        """Raises ProblemError where an original was withdrawn."""
        if id := self._ids.get(original.sha256):
            raise ProblemError(Problem(original.path, 0, f"{original.name}was withdrawn as {id}; remove it"))

    def refuse_container(self, original: Original, outlet: str) -> None:
        """Raises ProblemError where an original came in a container that holds one that was withdrawn."""
        # Out of a container that is kept, the record was taken long ago.
        if self._ids and original.record and original.path.parent != self._layout.containers:
            if original.path not in self._among:
                self._among[original.path] = self._found_in(original.path, outlet)
            if problem := self._among[original.path]:
                raise ProblemError(problem)

    def _found_in(self, path: Path, outlet: str) -> Problem | None:
        """What is wrong with a container as a whole."""
        for item in read_originals(path, self._registry, outlet):
            if isinstance(item, Original) and (id := self._ids.get(item.sha256)):
                message = f"holds in record {item.record} what was withdrawn as {id}; take that record out of the file"
                return Problem(path, 0, message)
        return None
