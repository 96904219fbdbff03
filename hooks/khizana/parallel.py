"""Work spread over the cores of the machine: the same results, in any number of processes.

Children are forked, so that they have at once what their parent has in memory. Where the system cannot fork, or
there is too little to do, the work is done here.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection, wait
from typing import ParamSpec, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Told = ParamSpec("Told")

_FEW = 64  # items that are not worth a fork
_BATCH = 32  # results sent at once
_GARBAGE = 50_000  # new objects after which a child looks for circles; pages make many objects and few circles


def processes() -> int:
    """How many to use: the cores this process may run on, or what KHIZANA_PROCESSES says."""
    if said := os.environ.get("KHIZANA_PROCESSES", ""):
        return max(1, int(said)) if said.isdigit() else 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(
    work: Callable[[Sequence[Item]], Iterable[Result]], items: Sequence[Item], number: int = 0
) -> Iterator[Result]:
    """The results of `work` on all items, in no order; `number` of processes, or as many as there are cores.

    `work` gets some of the items and yields results that can be pickled. What it raises is raised here.
    """
    number = min(number or processes(), -(-len(items) // _FEW))
    if number < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield from work(items)
        return
    fork = multiprocessing.get_context("fork")
    readers = []
    children = []
    for place in range(number):
        reader, writer = fork.Pipe(duplex=False)
        child = fork.Process(target=_child, args=(work, items[place::number], writer))
        child.start()
        writer.close()
        readers.append(reader)
        children.append(child)
    try:
        yield from _gather(readers)
        for child in children:
            child.join()
            if child.exitcode:
                raise RuntimeError(f"a process ended with {child.exitcode}; is there enough memory?")
    finally:
        for child in children:
            child.terminate()
            child.join()


def _child(work: Callable[[Sequence[Item]], Iterable[Result]], items: Sequence[Item], writer: Connection) -> None:
    gc.freeze()  # what the parent has will not become garbage here
    gc.set_threshold(_GARBAGE)
    try:
        batch: list[Result] = []
        for result in work(items):
            batch.append(result)
            if len(batch) == _BATCH:
                writer.send((batch, None))
                batch = []
        writer.send((batch, None))
    except Exception as error:  # it belongs to whoever asked for the work
        writer.send(([], error))
    finally:
        writer.close()


def _gather(readers: Sequence[Connection]) -> Iterator[Result]:
    """What the children send until all have closed their end."""
    waiting: list[Connection] = list(readers)
    while waiting:
        for ready in wait(waiting):
            assert isinstance(ready, Connection)
            try:
                batch, error = ready.recv()
            except EOFError:
                waiting.remove(ready)
                continue
            if error:
                raise error
            yield from batch


def aside(work: Callable[[], Result]) -> Callable[[], Result]:
    """Begin work in a process of its own; what comes back waits for its result. Raises RuntimeError if it failed.

    Where the system cannot fork, or only one process is wanted, the work is done when it is waited for. Work that
    nobody waits for ends with this process.
    """
    return later(work)()


def later(work: Callable[Told, Result]) -> Callable[Told, Callable[[], Result]]:
    """The same for work that begins once it is told with what: its process has nothing that is read here meanwhile."""
    if processes() < 2 or "fork" not in multiprocessing.get_all_start_methods():
        return lambda *told, **named: partial(work, *told, **named)
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe()
    child = fork.Process(target=_when_told, args=(work, ours, theirs), daemon=True)
    child.start()
    theirs.close()

    def wait_for_it() -> Result:
        results: list[Result] = list(_gather([ours]))
        child.join()
        if child.exitcode or not results:
            raise RuntimeError(f"a process ended with {child.exitcode}; is there enough memory?")
        return results[0]

    def tell(*told: Told.args, **named: Told.kwargs) -> Callable[[], Result]:
        with suppress(BrokenPipeError):  # it is missed when its result is
            ours.send((told, named))
        return wait_for_it

    return tell


def _when_told(work: Callable[..., object], ours: Connection, theirs: Connection) -> None:
    ours.close()
    with suppress(EOFError):  # nobody wants it any more
        told, named = theirs.recv()
        _child(lambda items: [work(*told, **named)], (), theirs)
