"""Links written in article pages: where they lead on the site, and which lead nowhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from khizana.catalogue.entry import Entry
from khizana.layout import folder_of
from khizana.problems import Problem
from khizana.publish.urls import relative


@dataclass
class Links:
    """`targets` maps what can be linked to (a source path below docs/ or an address of the site) to its address.

    `anchors` gives the ids inside a page; addresses that are not in it have none that can be checked.
    Links that lead nowhere are noted in `problems`.
    """

    targets: Mapping[str, str]
    anchors: Mapping[str, frozenset[str]]
    problems: list[Problem] = field(default_factory=list)

    def resolver(self, entry: Entry, page: str) -> Callable[[str], str | None]:
        """The `resolve` of an article's body: addresses on `page` for addresses as an editor writes them."""
        return lambda address: self._resolve(address, entry, page)

    def _resolve(self, address: str, entry: Entry, page: str) -> str | None:
        if ":" in re.split("[/?#]", address)[0]:
            return address
        path, _, anchor = address.partition("#")
        anchor = unquote(anchor)
        target = page if not path else self._target(unquote(path), entry)
        if target is None or (anchor and anchor not in self.anchors.get(target, frozenset((anchor,)))):
            self.problems.append(
                Problem(entry.path, _line(entry, address), f"the link {address} leads nowhere; correct it")
            )
            return None
        return relative(f"{target}#{anchor}" if anchor else target, page)

    def _target(self, path: str, entry: Entry) -> str | None:
        folder = f"articles/{folder_of(entry.article.id)}"
        return self.targets.get(posixpath.normpath(posixpath.join(folder, path)))


def _line(entry: Entry, address: str) -> int:
    lines = entry.path.read_text(encoding="utf-8").split("\n")
    return next((number for number, line in enumerate(lines, 1) if address in line), 0)
