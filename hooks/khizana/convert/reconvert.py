"""Better rules for old pages: convert an original again without losing what an editor did to its page.

A page nobody edited is regenerated. An edited one gets a three-way merge whose base is what the earlier
conversion generated; where both changed the same lines, nothing is touched and both versions are shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from msgspec import structs

from khizana.convert.conserve import removed_share
from khizana.convert.merge import merge
from khizana.convert.original import Original
from khizana.convert.pictures import write_pictures
from khizana.convert.pipeline import MOST_REMOVED, convert_whole
from khizana.convert.readers import read_originals
from khizana.convert.store import Request, Store
from khizana.files import write_whole
from khizana.ledger import Ledger, keep_ids, read_ledger, write_ledger
from khizana.problems import Problem, ProblemError

Outcome = Literal["unchanged", "regenerated", "merged", "conflict", "duplicate"]


@dataclass(frozen=True)
class Redone:
    """What became of one page; for a conflict, `page` is the file that shows both versions."""

    outcome: Outcome
    page: Path


def reconvert(store: Store, id: str, request: Request) -> Redone:
    """Convert the original of an article again. Raises ProblemError; nothing is written then."""
    path = store.layout.ledger(id)
    if not path.is_file():
        raise ProblemError(Problem(path, 0, "is not there, so nothing is known of this article; check the id"))
    known = read_ledger(path)
    page = store.layout.page(id)
    if known.duplicate_of:
        return Redone("duplicate", store.layout.page(known.duplicate_of))
    fresh, pictures = _converted(store, known, request)
    if fresh == known and page.is_file():
        write_pictures(store.layout.docs, pictures)
        return Redone("unchanged", page)
    edited = page.read_bytes().decode() if page.is_file() else known.generated
    merged = merge(known.generated, edited, fresh.generated)
    if merged.conflicts:
        shown = store.layout.conflicts / f"{id}.md"
        write_whole(shown, merged.text)
        return Redone("conflict", shown)
    write_whole(path, write_ledger(fresh))
    write_pictures(store.layout.docs, pictures)
    write_whole(page, merged.text)
    if edited == known.generated:
        return Redone("regenerated" if fresh.generated != known.generated else "unchanged", page)
    return Redone("merged", page)


def _converted(store: Store, known: Ledger, request: Request) -> tuple[Ledger, Mapping[str, bytes]]:
    """The ledger of a new conversion, paragraphs that stand where they stood keeping their ids, and its pictures."""
    original = find_original(store, known)
    # What was accepted once may be removed again.
    accepted = request.removals or removed_share(original.text, known.spans) > MOST_REMOVED
    request = replace(request, removals=accepted)
    minted = store.minted(original, known, request)
    converted = convert_whole(original, minted, store.setting(original, minted, request))
    fresh = converted.ledger
    paragraphs = tuple(keep_ids(known.paragraphs, fresh.paragraphs))
    ids = dict(zip(fresh.paragraphs, paragraphs, strict=True))
    ledger = replace(
        fresh,
        paragraphs=paragraphs,
        spans=tuple(structs.replace(span, where=ids.get(span.where, span.where)) for span in fresh.spans),
        successors={**known.successors, **dict(_successors(known.paragraphs, paragraphs))},
        sketch=known.sketch,
    )
    return ledger, converted.pictures


def _successors(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    """For each id that is gone, the id of the paragraph its text most likely went into: the last one before it."""
    here = after[0] if after else ""
    for id in before:
        if id in after:
            here = id
        elif here:
            yield id, here


def find_original(store: Store, known: Ledger) -> Original:
    """The original a ledger speaks of. Raises ProblemError where it is gone or not the same."""
    name, _, number = known.source.file.partition("#")
    path = store.layout.sources / name
    for original in read_originals(path, store.registry, known.source.outlet):
        if isinstance(original, Original) and original.record == int(number or 0):
            if original.sha256 == known.source.sha256:
                return original
            break
    raise ProblemError(Problem(path, 0, "is not the original that was captured; restore it from git"))
