"""Originals read and converted by other processes or machines, ahead of the process that decides and writes.

What comes back is what this process would have made itself: an id is only proposed, and where the archive has it
already the conversion is done again here. So one process, many or a cluster write the same bytes.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from hashlib import sha256
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from khizana.convert.original import Original, refused
from khizana.convert.pipeline import Converted, convert_whole
from khizana.convert.readers import read_originals
from khizana.convert.setting import Minted, Surroundings
from khizana.problems import ProblemError
from khizana.registry import Registry

T = TypeVar("T")
_WAITING = 2  # tasks for each process that are under way or done and not yet asked for
_SECONDS_BETWEEN_LOOKS = 2.0


@dataclass(frozen=True)
class Job:
    """An original to convert with what was decided of it."""

    original: Original
    minted: Minted


@dataclass(frozen=True)
class Task:
    """Originals of a capture to convert: the `jobs`, or without any all that the file holds.

    Of a file's, `minted` is what is decided; what the file itself says of outlet and address is added to it, and
    `outlet`, that of the folder it stands in, where it says nothing.
    """

    path: Path
    minted: Minted
    outlet: str = ""
    removals: bool = False
    jobs: Sequence[Job] = ()


@dataclass(frozen=True)
class Done:
    """An original with what was decided of it and what was made; or what is wrong with it."""

    original: Original | None
    made: Converted | ProblemError
    minted: Minted | None = None


class Pending(Protocol):
    """What will be there later. `result` waits for it, and raises BrokenExecutor if a task ended what worked on it."""

    def result(self) -> list[Done]: ...


class Machines(Protocol):
    """Other machines, which do `number` of tasks at once, each with `convert_elsewhere`.

    They should see the captures under the same paths as this one; what one sees otherwise is done here.
    """

    number: int

    def begin(self, surroundings: Surroundings) -> None: ...

    def submit(self, task: Task) -> Pending: ...


class Ahead:
    """A pool of processes, or `machines`; a context manager. `work` is what each process does."""

    def __init__(
        self,
        registry: Registry,
        zone: ZoneInfo,
        processes: int,
        work: Callable[[Task], list[Done]] | None = None,
        machines: Machines | None = None,
    ) -> None:
        self._work = work or convert_task
        self._arguments = (registry, zone, os.getpid())
        self._processes = processes
        self._pool: ProcessPoolExecutor | None = None
        self._machines = machines
        self._most = _WAITING * (machines.number if machines else processes)
        if machines:
            machines.begin(Surroundings(registry, zone))

    def __enter__(self) -> Ahead:
        return self

    def __exit__(self, *error: object) -> None:
        if self._pool:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def results(self, tasks: Iterable[tuple[T, Task | None]]) -> Iterator[tuple[T, list[Done]]]:
        """What each task is for with its results, in order; they are asked for only as the processes need them."""
        waiting: deque[tuple[T, Task | None, Pending | None]] = deque()
        for purpose, task in tasks:
            waiting.append((purpose, task, self._submitted(task) if task else None))
            while sum(pending is not None for _, _, pending in waiting) >= self._most or (
                waiting and waiting[0][2] is None
            ):
                yield self._next(*waiting.popleft())
        while waiting:
            yield self._next(*waiting.popleft())

    def _submitted(self, task: Task) -> Pending:
        return self._machines.submit(task) if self._machines else self._submitted_here(task)

    def _submitted_here(self, task: Task) -> Pending:
        if self._pool is None:
            self._pool = self._new_pool(self._processes)
        try:
            return self._pool.submit(self._work, task)
        except BrokenProcessPool as error:
            broken: Future[list[Done]] = Future()
            broken.set_exception(error)
            return broken

    def _next(self, purpose: T, task: Task | None, pending: Pending | None) -> tuple[T, list[Done]]:
        if task is None or pending is None:
            return purpose, []
        done = self._result(task, pending)
        if self._machines and not _is_of_here(task, done):
            done = self._result(task, self._submitted_here(task))
        return purpose, done

    def _result(self, task: Task, pending: Pending) -> list[Done]:
        try:
            return pending.result()
        except BrokenExecutor:
            self._pool = None
            return self._alone(task)

    def _alone(self, task: Task) -> list[Done]:
        """The task in a process of its own, after one of several has ended a process."""
        pool = self._new_pool(1)
        try:
            return pool.submit(self._work, task).result()
        except BrokenProcessPool:
            return [Done(None, refused(task.path, "ended the process that read it; save the article as plain text"))]
        finally:
            pool.shutdown()

    def _new_pool(self, processes: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(processes, _context(), _begin, self._arguments)


def _context() -> BaseContext:
    """A fork is ready at once, but safe only where no other thread may hold a lock at that moment."""
    alone = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if alone else "spawn")


class _Here:
    """What a working process keeps from task to task."""

    surroundings: Surroundings


def _begin(registry: Registry, zone: ZoneInfo, parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that asked hears it and ends this one
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    _Here.surroundings = Surroundings(registry, zone)


def _watch(parent: int) -> None:
    """End this process when the one that asked is gone, killed perhaps."""
    while os.getppid() == parent:
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    os._exit(1)


def convert_task(task: Task) -> list[Done]:
    """What a working process does."""
    return convert_elsewhere(_Here.surroundings, task)


def convert_elsewhere(surroundings: Surroundings, task: Task) -> list[Done]:
    """What another machine does."""
    if task.jobs:
        return [_done(job.original, job.minted, task, surroundings) for job in task.jobs]
    outlet = task.minted.outlet or task.outlet
    try:
        return [_read(found, task, surroundings) for found in read_originals(task.path, surroundings.registry, outlet)]
    except ProblemError as error:
        return [Done(None, error)]
    except OSError as error:
        return [Done(None, not_read(task.path, error))]


def not_read(path: Path, error: OSError) -> ProblemError:
    """What is said of a capture that the system does not let be read or brought in."""
    return refused(path, f"cannot be brought in: {error.strerror} ({error.filename})")


def _read(found: Original | ProblemError, task: Task, surroundings: Surroundings) -> Done:
    if isinstance(found, ProblemError):
        return Done(None, found)
    return _done(found, completed(task.minted, found, task.outlet), task, surroundings)


def completed(minted: Minted, original: Original, outlet: str) -> Minted:
    """What is decided of an original, with what it says of itself; `outlet` is that of its folder."""
    own = minted.outlet or original.fields.get("outlet") or outlet
    return replace(minted, outlet=own, url=minted.url or original.fields.get("url", ""))


def _done(original: Original, minted: Minted, task: Task, surroundings: Surroundings) -> Done:
    try:
        setting = surroundings.setting(original, minted.outlet, lambda id: False, removals=task.removals)
        return Done(original, convert_whole(original, minted, setting), minted)
    except ProblemError as error:
        return Done(original, error, minted)


def _is_of_here(task: Task, done: Sequence[Done]) -> bool:
    """Was it made of the file as this machine has it? A refusal of the file may have other reasons there."""
    if task.jobs:
        return True
    try:
        digest = sha256(task.path.read_bytes()).hexdigest()
    except OSError:
        return False
    return bool(done) and all(one.original is not None and one.original.sha256 == digest for one in done)
