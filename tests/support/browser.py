"""The browser of the tests: Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from scripts.browser import find_browser

MISSING = "no Chromium; python scripts/browser.py says what to install"


@contextmanager
def chromium() -> Iterator[Browser]:
    """A Chromium; Playwright allows one at a time. Raises RuntimeError where there is none."""
    path = find_browser()
    if path is None:
        raise RuntimeError(MISSING)
    flags = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()
