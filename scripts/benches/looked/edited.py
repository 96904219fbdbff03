"""Edits of an archive as people make them, and accidents, drawn at random by how often they happen.

Every edit leaves an archive that can be read. Links between articles may come to lead nowhere; that is a problem a
build tells, whoever built before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from inspect import getmembers, isfunction
from types import ModuleType

from scripts.benches.looked import accidents, edits_of_articles, edits_of_files, edits_of_registry
from scripts.benches.looked.editor import Editor

Edit = Callable[[Editor], str]


def _edits_of(*modules: ModuleType) -> dict[str, Edit]:
    return {
        name: edit
        for module in modules
        for name, edit in getmembers(module, isfunction)
        if edit.__module__ == module.__name__ and not name.startswith("_")
    }


# What a build in one process can meet.
EDITS: Mapping[str, Edit] = _edits_of(edits_of_articles, edits_of_registry, accidents)
_BREAK_LINKS = ("link", "remove", "rename", "withdraw", "cut")
_NOT_IN_FILES = ("set_length", "move_site", "change_theme", "change_code")
# What a strict build of a whole archive can meet: settings and templates are files there, and no link may be broken.
SOUND: Mapping[str, Edit] = {
    name: edit
    for name, edit in _edits_of(edits_of_articles, edits_of_registry, edits_of_files, accidents).items()
    if name not in (*_BREAK_LINKS, *_NOT_IN_FILES)
}
_WEIGHTS = {
    "add": 14, "remove": 9, "rename": 5, "write_more": 12, "cut": 4, "link": 5, "revert": 4, "touch": 3, "withdraw": 2,
    "label": 8, "alias": 7, "merge": 4, "relate": 4, "retag": 5, "redate": 5,
    "lose_cache": 4, "harm_site": 2, "set_length": 2, "move_site": 2, "change_theme": 1, "change_code": 1,
}  # fmt: skip


def edit(editor: Editor, edits: Mapping[str, Edit] = EDITS) -> tuple[str, str]:
    """One edit, drawn by how often it happens: its kind, and what it was done to."""
    while True:
        editor.number += 1
        kind = editor.rng.choices(list(edits), [_WEIGHTS.get(name, 3) for name in edits])[0]
        if about := edits[kind](editor):
            return kind, about
