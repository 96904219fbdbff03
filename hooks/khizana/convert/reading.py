"""What the lines of an original say of the article, before anything is minted or written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from khizana.arabic import one_line
from khizana.convert.dates import PrintedDate, read_date
from khizana.convert.hinted import label_hinted
from khizana.convert.lines import Labelled, Role
from khizana.convert.original import Original
from khizana.convert.structure import Byline, byline_of, glued_byline, label_lines
from khizana.registry import Outlet


@dataclass(frozen=True)
class Reading:
    """The labels of all lines, the printed dates of publication and of updating, and who wrote from where."""

    labels: tuple[Labelled, ...]
    published: PrintedDate | None
    updated: PrintedDate | None
    bylines: tuple[Byline, ...]

    @property
    def title(self) -> str:
        """The title line, or nothing where the original has none."""
        return self._first("title")

    @property
    def deck(self) -> str:
        """The line under the title that sums the article up, or nothing."""
        return " ".join(one_line(self._first("deck")).split())

    def _first(self, role: Role) -> str:
        return next((item.line.text for item in self.labels if item.role == role), "")


def read_original(original: Original, outlet: Outlet) -> Reading:
    """Read an original with the profile of its outlet; a record's own date counts where none is printed."""
    title, author = original.fields.get("title") or None, original.fields.get("author", "")
    if original.hints:
        labels = label_hinted(original, outlet)
    else:
        labels = label_lines(original.text, title=title, author=author, outlet=outlet)
    lines = [item.line.text for item in labels if item.role == "date"]
    stated = original.fields.get("date", "")
    # A reader of markup has weighed all dates of the page and states the one that holds.
    texts = (stated, *lines) if original.hints else (*lines, stated)
    dates = [found for text in texts if (found := read_date(text))]
    return Reading(
        labels=tuple(labels),
        published=next((found for found in dates if not found.updated), None),
        updated=next((found for found in dates if found.updated), None),
        bylines=tuple(_bylines(labels, author, outlet.byline)),
    )


def _bylines(labels: Sequence[Labelled], author: str, style: str) -> list[Byline]:
    """The bylines on lines of their own, and one that is glued to the first sentence, where it stays."""
    alone = [byline_of(item.line.text, author=author, style=style) for item in labels if item.role == "byline"]
    first = next((item.line.text for item in labels if item.role == "paragraph"), "")
    glued = glued_byline(first, author=author)
    return [*alone, glued[0]] if glued else alone
