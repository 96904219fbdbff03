"""Two versions of a text compared word by word, with a few unchanged words around each change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from scripts.flows.model import LONGEST, Passage, Piece

AROUND = 5
MOST_PIECES = 60


def passages(before: Sequence[str], after: Sequence[str]) -> Iterator[Passage]:
    """What changed between two lists of paragraphs, one passage for each paragraph that changed, came or went."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        if tag != "equal":
            yield from _changed(before[start:end], after[other_start:other_end])


def _changed(before: Sequence[str], after: Sequence[str]) -> Iterator[Passage]:
    """Paragraphs side by side where there are as many, as one run of text otherwise (split or joined)."""
    pairs = zip(before, after, strict=True) if len(before) == len(after) else [(" ¶ ".join(before), " ¶ ".join(after))]
    for old, new in pairs:
        yield Passage(tuple(_cut(list(pieces(old, new)))))


def pieces(before: str, after: str) -> Iterator[Piece]:
    """The words of two texts as pieces that stay, go or come; long runs that stay are cut in the middle."""
    old, new = before.split(), after.split()
    rows = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for place, (tag, start, end, other_start, other_end) in enumerate(rows):
        if tag == "equal":
            yield Piece("same", _around(old[start:end], place == 0, place == len(rows) - 1))
            continue
        if end > start:
            yield Piece("old", _joined(old[start:end]))
        if other_end > other_start:
            yield Piece("new", _joined(new[other_start:other_end]))


def _around(words: list[str], first: bool, last: bool) -> str:
    if len(words) <= 2 * AROUND:
        return _joined(words)
    head, tail = ([] if first else words[:AROUND]), ([] if last else words[-AROUND:])
    return _joined([*head, "…", *tail])


def _joined(words: Sequence[str]) -> str:
    text = " ".join(words)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _cut(found: list[Piece]) -> list[Piece]:
    return found if len(found) <= MOST_PIECES else [*found[: MOST_PIECES - 1], Piece("same", "…")]
