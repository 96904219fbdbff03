"""Labels for a capture whose markup says what some lines are: the markup decides those, the rules for text the rest.

The lines of the article go through the same rules as a plain text, so that the furniture of a page is found inside
it too, and nothing else of it is removed. What the markup is sure of then overrides all but furniture.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from khizana.convert.lines import Labelled, Line, furniture, label, split_lines
from khizana.convert.original import Hint, Original
from khizana.convert.structure import label_lines
from khizana.registry import Outlet

# To which findings of the rules for plain text a hint yields; hints that are not named here settle a line before.
_ALWAYS = frozenset({"furniture", "title"})
_YIELDS_TO = {
    "heading": _ALWAYS,
    "item": _ALWAYS | {"date", "byline"},
    "caption": _ALWAYS,
    "quote": _ALWAYS,
    "paragraph": _ALWAYS | {"date", "byline", "deck", "question", "signature", "quote", "verse", "caption"},
}


def label_hinted(original: Original, outlet: Outlet) -> list[Labelled]:
    """A label for every line that shows anything, in order."""
    lines = split_lines(original.text)
    hints = original.hints
    settled = [_settled(line, hint) for line in lines if (hint := hints.get(line.start)) and _settles(hint)]
    done = {item.line.start for item in settled}
    rest = [line for line in lines if line.start not in done]
    by_rules = [_overridden(item, hints) for item in _by_rules(rest, original, outlet)]
    return list(_joins(sorted([*settled, *by_rules], key=lambda item: item.line.start)))


def _settles(hint: Hint) -> bool:
    return hint.role not in _YIELDS_TO


def _settled(line: Line, hint: Hint) -> Labelled:
    if hint.role == "outside":
        return furniture(line, hint.rule)
    return label(line, hint.role)


def _by_rules(lines: list[Line], original: Original, outlet: Outlet) -> Iterator[Labelled]:
    """The labels `label_lines` gives these lines alone, at their places in the original."""
    text = "\n".join(f"\n{line.text}" if line.gap else line.text for line in lines)
    title, author = original.fields.get("title") or None, original.fields.get("author", "")
    starts, place = list[int](), 0
    for line in lines:
        starts.append(place + line.gap)
        place += line.gap + len(line.text) + 1
    for item in label_lines(text, title=title, author=author, outlet=outlet):
        at = bisect_right(starts, item.line.start) - 1
        yield _moved(item, lines[at].start - starts[at])


def _moved(item: Labelled, by: int) -> Labelled:
    line = replace(item.line, start=item.line.start + by, end=item.line.end + by)
    return replace(item, line=line, kept=(item.kept[0] + by, item.kept[1] + by))


def _overridden(item: Labelled, hints: Mapping[int, Hint]) -> Labelled:
    """The label as the hint has it, where there is one that the rules' finding does not rule out."""
    hint = hints.get(item.line.start)
    if hint is None or hint.role == "outside" or item.role in _YIELDS_TO[hint.role]:
        return item
    skip = min(hint.skip, item.line.end - item.line.start - 1)
    return label(item.line, hint.role, skip=skip, rule=hint.rule if skip else "")


def _joins(labels: Iterable[Labelled]) -> Iterator[Labelled]:
    """The labels, where a line goes on from the one before only if that is still what it goes on from."""
    before = ""
    for item in labels:
        yield item if not item.joined or item.role == before else replace(item, joined=False)
        before = item.role
