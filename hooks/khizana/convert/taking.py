"""Many captures into the archive: read and converted by many processes or machines, brought in one by one.

The order is that of the captures, whatever is ready first, so that ids and near-duplicates come out the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from khizana.convert.ahead import Ahead, Done, Job, Machines, Task, not_read
from khizana.convert.original import Original, check_file
from khizana.convert.readers import ALONE, kind_of
from khizana.convert.setting import Minted
from khizana.convert.store import Request, Store, Taken
from khizana.problems import ProblemError

# Below this a run is over before other processes have begun.
_LEAST_FILES = 60
_LEAST_BYTES = 1 << 20
_RECORDS = 24  # of a container to a task
_Entry = tuple[Original | ProblemError, Minted | None]


@dataclass(frozen=True)
class _Plan:
    """Some originals of a capture in order: those with something decided are converted elsewhere.

    Without entries they are whatever the file holds. `last` says that the capture ends with them.
    """

    path: Path
    entries: Sequence[_Entry] = ()
    standing: Taken | None = None
    last: bool = True
    passed_over: bool = field(default=False)


def take_all(
    store: Store, captures: Sequence[Path], request: Request, processes: int = 1, machines: Machines | None = None
) -> Iterator[tuple[Path, Taken | ProblemError | None]]:
    """Bring captures in: what became of each article, and None at the end of each capture.

    They are converted by so many processes, or by other machines if there are any; where it is little, here.
    """
    if (machines or processes > 1) and _is_much(captures):
        with Ahead(store.registry, store.zone, processes, machines=machines) as ahead:
            yield from _taken(store, ahead, captures, request)
    else:
        for path in captures:
            yield from ((path, taken) for taken in _alone(store, path, request))
            yield path, None
    store.tidy()


def _is_much(captures: Sequence[Path]) -> bool:
    return len(captures) >= _LEAST_FILES or sum(map(size_of, captures)) >= _LEAST_BYTES


def size_of(path: Path) -> int:
    """The bytes of a capture, 0 where that cannot be told."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _alone(store: Store, path: Path, request: Request) -> Iterator[Taken | ProblemError]:
    try:
        yield from store.take(path, request)
    except ProblemError as error:
        yield error
    except OSError as error:
        yield not_read(path, error)


def _taken(
    store: Store, ahead: Ahead, captures: Sequence[Path], request: Request
) -> Iterator[tuple[Path, Taken | ProblemError | None]]:
    refused = False
    for plan, done in ahead.results(_plans(store, captures, request)):
        try:
            for taken in _brought_in(store, plan, done, request):
                refused |= isinstance(taken, ProblemError) or taken.outcome == "set aside"
                yield plan.path, taken
            if plan.last and not plan.passed_over:
                store.finish(plan.path, refused=refused)
        except OSError as error:
            refused = True
            yield plan.path, not_read(plan.path, error)
        if plan.last:
            refused = False
            yield plan.path, None


def _brought_in(store: Store, plan: _Plan, done: Sequence[Done], request: Request) -> Iterator[Taken | ProblemError]:
    if plan.standing:
        yield plan.standing
    results = iter(done)
    for original, minted in plan.entries:
        yield store.take_original(original, plan.path, request, next(results) if minted else None)
    for rest in results:
        yield store.take_done(rest, plan.path, request)


def _plans(store: Store, captures: Sequence[Path], request: Request) -> Iterator[tuple[_Plan, Task | None]]:
    for path in captures:
        try:
            yield from _plans_of(store, path, request)
        except ProblemError as error:
            yield _Plan(path, [(error, None)]), None
        except OSError as error:
            yield _Plan(path, [(not_read(path, error), None)]), None


def _plans_of(store: Store, path: Path, request: Request) -> Iterator[tuple[_Plan, Task | None]]:
    if store.passes_over(path):
        yield _Plan(path, passed_over=True), None
        return
    if standing := store.standing(path, request):
        yield _Plan(path, standing=standing, passed_over=True), None
        return
    if _is_alone(path) and not store.is_orphan(path):
        yield _Plan(path), store.task(path, request)
        return
    originals = store.read(path, request)
    while batch := [(item, store.to_convert(item, request)) for item in islice(originals, _RECORDS)]:
        jobs = [Job(item, minted) for item, minted in batch if minted and isinstance(item, Original)]
        task = Task(path, Minted(""), "", request.removals, jobs) if jobs else None
        yield _Plan(path, batch, last=False), task
    yield _Plan(path), None


def _is_alone(path: Path) -> bool:
    """Does the file hold one article? What cannot be looked at is read here, which says what is wrong."""
    try:
        check_file(path)
        return kind_of(path) in ALONE
    except (ProblemError, OSError):
        return False
