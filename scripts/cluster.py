"""Dask, for work on many machines: a cluster, at an address or of this machine's cores, and captures converted there.

Dask, which has no types, is the extra `cluster`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from khizana.convert.ahead import Done, Task, convert_elsewhere
from khizana.convert.setting import Surroundings

_MISSING = "Dask is not installed; install the extra: pip install 'khizana[cluster]'"


@contextmanager
def cluster(scheduler: str = "") -> Iterator[Any]:
    """A Dask client of the scheduler at an address, or of a cluster made of this machine's cores.

    Ends the script with what to do where Dask is not installed or nothing answers at the address.
    """
    try:
        dask = import_module("distributed")
    except ImportError:
        sys.exit(_MISSING)
    if scheduler:
        with _client(dask, scheduler) as client:
            yield client
        return
    with dask.LocalCluster(threads_per_worker=1, dashboard_address=None) as local, dask.Client(local) as client:
        yield client


def _client(dask: Any, scheduler: str) -> Any:
    try:
        return dask.Client(scheduler)
    except (OSError, ValueError) as error:
        sys.exit(f"no Dask scheduler answers at {scheduler}: {error}")


class DaskMachines:
    """The machines of a cluster as the converter sees them."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._around: Any = None
        self.number = max(1, sum(client.nthreads().values()))

    def begin(self, surroundings: Surroundings) -> None:
        """Send what all conversions need to all machines."""
        self._around = self._client.scatter(surroundings, broadcast=True)

    def submit(self, task: Task) -> Pending:
        return Pending(self._client.submit(convert_elsewhere, self._around, task, pure=False))


class Pending:
    """What a machine is working on."""

    def __init__(self, future: Any) -> None:
        self._future = future

    def result(self) -> list[Done]:
        """Wait for it. Raises BrokenExecutor if the task has ended several machines' processes."""
        try:
            done: list[Done] = self._future.result()
        except import_module("distributed").scheduler.KilledWorker as error:
            raise BrokenExecutor(str(error)) from error
        return done
