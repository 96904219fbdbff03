"""Why a build had to render what it rendered, in a few lines: `make site ARGS=--explain-rebuild`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from khizana.publish.nearness import Change

_NAMED = 8

MadeOf = dict[str, bytes]


def reasons(before: Mapping[str, bytes] | None, now: Mapping[str, bytes], changes: Sequence[Change]) -> Iterator[str]:
    """What is not as it was at the last build; `before` and `now` are digests of what all pages are made of."""
    if before is None:
        yield "nothing is known of an earlier build: everything is made anew"
        return
    for name in sorted({*before, *now}):
        if before.get(name) != now.get(name):
            yield f"{name} changed"
    kinds = {
        "new": [change.now.id for change in changes if change.now and not change.before],
        "changed": [change.now.id for change in changes if change.now and change.before],
        "gone": [change.before.id for change in changes if change.before and not change.now],
    }
    yield from (f"articles {kind}: {_some(ids)}" for kind, ids in kinds.items() if ids)


def _some(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - _NAMED:,} more" if len(ids) > _NAMED else ""
    return ", ".join(ids[:_NAMED]) + more
