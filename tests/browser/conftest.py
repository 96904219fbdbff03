"""A Chromium, the fixture site as readers meet it, and a watch over everything a page asks for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from tests.support.archive import Archive


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass(frozen=True)
class Home:
    """Where the site is: `url` ends in a slash; `offline` says whether there is a network."""

    url: str
    offline: bool


@pytest.fixture(scope="session", params=["file", "http", "http below a path"])
def home(request: pytest.FixtureRequest, built: Archive) -> Iterator[Home]:
    if request.param == "file":
        yield Home(f"file://{quote(str(built.site))}/", offline=True)
        return
    below = request.param != "http"
    with served(built.root if below else built.site) as address:
        yield Home(f"{address}{'site/' if below else ''}", offline=False)


@pytest.fixture(scope="session")
def disk(built: Archive) -> Home:
    """The site as a folder on disk, the harder of its two lives."""
    return Home(f"file://{quote(str(built.site))}/", offline=True)


@dataclass
class Watch:
    """What went wrong while pages were open; `requests` are all addresses asked for."""

    home: Home
    wrong: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.wrong.append(f"page error: {error}"))
        page.on("requestfailed", self._failed)
        page.on("response", lambda got: self.wrong.append(f"{got.status}: {got.url}") if got.status >= 400 else None)
        page.on("request", lambda asked: self.requests.append(asked.url))

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.wrong.append(f"console: {message.text}")

    def _failed(self, asked: Request) -> None:
        if asked.failure != "net::ERR_ABORTED":  # the page was left before it had its icon
            self.wrong.append(f"failed: {asked.url}: {asked.failure}")

    def check(self) -> None:
        """Nothing went wrong and nobody else was asked for anything."""
        here = urlsplit(self.home.url)
        foreign = [url for url in self.requests if not url.startswith("data:") and urlsplit(url)[:2] != here[:2]]
        outside = [url for url in self.requests if urlsplit(url)[:2] == here[:2] and not url.startswith(self.home.url)]
        assert (self.wrong, foreign, outside) == ([], [], [])
        assert self.requests


Open = Callable[..., tuple[Page, Watch]]


@contextmanager
def pages_of(browser: Browser) -> Iterator[Open]:
    """Gives empty pages, each with the watch over it, in contexts of their own."""
    contexts: list[BrowserContext] = []

    def fresh(home: Home, *, width: int, height: int, **options: Any) -> tuple[Page, Watch]:
        context = browser.new_context(viewport={"width": width, "height": height}, offline=home.offline, **options)
        contexts.append(context)
        page, watch = context.new_page(), Watch(home)
        watch.over(page)
        return page, watch

    yield fresh
    for context in contexts:
        context.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """`open_page(home, path, width=…, **context)` gives a page and the watch over it."""
    with pages_of(browser) as fresh:

        def open_one(home: Home, path: str, *, width: int = 1280, **options: Any) -> tuple[Page, Watch]:
            page, watch = fresh(home, width=width, height=900, **options)
            page.goto(f"{home.url}{path}")
            return page, watch

        yield open_one


@pytest.fixture(scope="session")
def places(built: Archive) -> dict[str, str]:
    """One page of every kind, by its path."""
    article = built.page("الساقيةَ الكبرى").relative_to(built.layout.docs).with_suffix(".html").as_posix()
    return {
        "home": "index.html",
        "article": article,
        "undated article": built.page("من يصبر").relative_to(built.layout.docs).with_suffix(".html").as_posix(),
        "tags": "tags/index.html",
        "tag": "tags/water.html",
        "entities": "entities/index.html",
        "places": "entities/places.html",
        "entity": "entities/oasis.html",
        "archive": "archive/index.html",
        "year": "archive/2017.html",
        "month": "archive/2017-06.html",
        "about": "about.html",
    }
