"""The preview follows an editor: pages, and settings."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.support.archive import ROOT, Archive
from tests.support.sites import RIVER, edit

_PATIENCE = 120  # seconds, for a machine that has other work

Page = Callable[[str], str]


@pytest.fixture
def served(site_copy: Archive) -> Iterator[Page]:
    """A page of the preview; empty while it does not answer."""
    shutil.copytree(ROOT / "scripts", site_copy.root / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "scripts/serve.py", "--port", str(port)]
    process = subprocess.Popen(command, cwd=site_copy.root, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})

    def page(url: str) -> str:
        try:
            with urlopen(f"http://127.0.0.1:{port}/{url}") as answer:
                return str(answer.read().decode())
        except URLError:
            return ""

    yield page
    process.terminate()
    process.wait()


def test_a_change_shows(site_copy: Archive, served: Page) -> None:
    url = site_copy.page(RIVER).relative_to(site_copy.layout.docs).with_suffix(".html").as_posix()
    _until(lambda: "وبكى من حضر" in served(url))
    edit(site_copy, RIVER, "وبكى من حضر", "وفرح من حضر")
    _until(lambda: "وفرح من حضر" in served(url))
    site_copy.set({"site_name": "دار المقالات"})
    _until(lambda: "دار المقالات" in served("index.html"))


def _until(seen: Callable[[], bool]) -> None:
    for _ in range(10 * _PATIENCE):
        if seen():
            return
        time.sleep(0.1)
    pytest.fail("it did not show")
