"""Where the time of a build goes: functions of the library are wrapped, and each has the time that is its own."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import wraps
from importlib import import_module
from typing import Any
from unittest.mock import patch

# What a stage is made of: `module:name` or `module:Class.method`.
STAGES: dict[str, tuple[str, ...]] = {
    "registry": ("khizana.publish.build:read_registry",),
    "front matter": ("khizana.catalogue.entry:read_page",),
    "ledgers": ("khizana.catalogue.entry:read_ledger",),
    "Markdown": ("khizana.catalogue.entry:render",),
    "paragraph ids": ("khizana.catalogue.entry:_paragraphs",),
    "names": ("khizana.catalogue.mentions:Matcher.__init__", "khizana.catalogue.mentions:Matcher.read"),
    "HTML of texts": ("khizana.publish.gather:digest_of",),
    "documents for search": ("khizana.publish.gather:findable",),
    "cache": (
        "khizana.publish.cache:Cache.put",
        "khizana.publish.cache:Cache._rows",
        "khizana.publish.cache:Cache.put_shelves",
        "khizana.publish.cache:Cache.commit",
    ),
    "what is current": ("khizana.publish.outputs:Outputs._key", "khizana.publish.outputs:Outputs._take"),
    "writing": ("khizana.publish.outputs:Outputs._write",),
}
# Bodies are told apart by the room they are rendered for.
_BODIES = "khizana.publish.outputs:Outputs._content"


class Stages:
    """Seconds of processor time by stage, and how often each was entered."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.calls: dict[str, int] = defaultdict(int)
        self._open: list[str] = []
        self._since = 0.0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time spent here is that of the stage, and not of the one around it."""
        self._charge()
        self._open.append(name)
        self.calls[name] += 1
        try:
            yield
        finally:
            self._charge()
            self._open.pop()

    def _charge(self) -> None:
        now = time.process_time()
        if self._open:
            self.seconds[self._open[-1]] += now - self._since
        self._since = now


@contextmanager
def watched() -> Iterator[Stages]:
    """Watch the builds of this process; what no stage claims is `other`."""
    stages = Stages()
    with ExitStack() as stack:
        for name, functions in STAGES.items():
            for function in functions:
                stack.enter_context(_wrapped(function, stages, _always(name)))
        stack.enter_context(_wrapped(_BODIES, stages, lambda args: f"bodies: {_room(args[1].url)}"))
        with stages.stage("other"):
            yield stages


def _always(name: str) -> Callable[[tuple[Any, ...]], str]:
    return lambda args: name


def _room(url: str) -> str:
    return url.partition("/")[0]


@contextmanager
def _wrapped(function: str, stages: Stages, name: Callable[[tuple[Any, ...]], str]) -> Iterator[None]:
    module, _, path = function.partition(":")
    owner: Any = import_module(module)
    *outer, last = path.split(".")
    for part in outer:
        owner = getattr(owner, part)
    inner = getattr(owner, last)

    @wraps(inner)
    def timed(*args: Any, **values: Any) -> Any:
        with stages.stage(name(args)):
            return inner(*args, **values)

    with patch.object(owner, last, timed):
        yield
