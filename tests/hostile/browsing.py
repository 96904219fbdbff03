"""Pages opened in a Chromium, hovered and clicked all over, while everything that could run is watched."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Error, Frame, Page, Request

from khizana.files import write_whole
from tests.hostile.live import without_policy

MARK = "KHIZANA-HIT"
# What vectors call says so on the console; nothing a page does can take that away.
_PLANTED = f"""(() => {{
  const hit = () => {{ console.log("{MARK}"); return 1; }};
  for (const name of ["__hit", "alert", "confirm", "prompt", "print", "open"])
    Object.defineProperty(window, name, {{ value: hit, writable: false, configurable: false }});
}})()"""
# Ordinary links are not followed, or the page would be left; every other address is, to see what it does.
_TOUCH_ALL = """() => {
  const plain = ["http:", "https:", "mailto:", "file:"];
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a, area");
    const drawn = link && link.href && link.href.baseVal; // of a link in a drawing
    if (link && plain.includes(drawn ? new URL(drawn, location.href).protocol : link.protocol)) event.preventDefault();
  }, true);
  const names = ["pointerenter", "pointerover", "mouseenter", "mouseover", "mousemove", "mousedown", "mouseup", "click",
    "focus", "wheel"];
  const all = [...document.querySelectorAll("*")];
  for (const element of all)
    for (const name of names)
      element.dispatchEvent(new MouseEvent(name, { bubbles: true, cancelable: true, view: window }));
  for (const element of document.querySelectorAll("a, button, input, select, textarea, [tabindex]")) element.focus();
  return all.length;
}"""
# What must run where nothing is done against it: if it is not seen, the watch is blind.
CONTROL = (
    "<!doctype html><meta charset=utf-8><p onclick=__hit()>ا</p><img src=x onerror=__hit()>"
    "<a href='javascript:__hit()'>ا</a><script>alert(1)</script>"
)
_CONTROLS = 4
_PATIENCE = 120_000  # milliseconds a page may take on a busy machine
_SETTLED = 40  # milliseconds for what starts late: animations, toggles, redirections


@dataclass
class Watch:
    """What happened that should not have: a line each. `touched` counts the elements hovered and clicked."""

    happened: list[str] = field(default_factory=list)
    touched: int = 0
    opened: int = 0

    def over(self, context: BrowserContext) -> None:
        """Watch every page of a context, also those that others open."""
        context.on("console", self._said)
        context.on("request", self._asked)
        context.on("page", self._over_page)

    def _over_page(self, page: Page) -> None:
        page.on("dialog", self._asked_back)
        page.on("pageerror", lambda error: self.happened.append(f"script: {error}"))
        page.on("framenavigated", self._moved)

    def _said(self, message: ConsoleMessage) -> None:
        if message.text == MARK or message.type == "error":
            self.happened.append(f"console: {message.text[:200]}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(("file:", "data:image/")):
            self.happened.append(f"asked for {request.url[:200]}")

    def _asked_back(self, dialog: Dialog) -> None:
        self.happened.append(f"dialog: {dialog.message[:200]}")
        dialog.dismiss()

    def _moved(self, frame: Frame) -> None:
        if not frame.url.startswith(("file:", "about:blank")) or frame.parent_frame:
            self.happened.append(f"went to {frame.url[:200]}")

    def visit(self, page: Page, path: Path) -> None:
        """Open a page and touch everything on it; what happens is noted with the page's name."""
        before = len(self.happened)
        _open(page, f"file://{quote(str(path))}")
        self.touched += page.evaluate(_TOUCH_ALL)
        page.wait_for_timeout(_SETTLED)
        self.happened[before:] = [f"{path}: {line}" for line in self.happened[before:]]
        self.opened += 1


def _open(page: Page, address: str) -> None:
    """Go to an address; a click on the page before may have set off for another page of the site, so ask twice."""
    try:
        page.goto(address)
    except Error as error:
        if "interrupted by another navigation" not in error.message:
            raise
        page.wait_for_load_state()
        page.goto(address)


def is_watchful(browser: Browser, folder: Path) -> bool:
    """Is what runs seen? The page that shows it is put into the folder."""
    control = folder / "control.html"
    write_whole(control, CONTROL)
    return sum(MARK in line for line in visit_all(browser, [control]).happened) >= _CONTROLS


def visit_all(browser: Browser, paths: Iterable[Path]) -> Watch:
    """Every page in turn, in one window."""
    watch = Watch()
    context = browser.new_context(offline=True)
    context.set_default_timeout(_PATIENCE)
    context.add_init_script(_PLANTED)
    watch.over(context)
    page = context.new_page()
    for path in paths:
        watch.visit(page, path)
    context.close()
    return watch


def copy_without_policies(site: Path, bare: Path, urls: Iterable[str]) -> None:
    """The site once more, by links, with these of its pages rid of their content policy."""
    shutil.copytree(site, bare, copy_function=os.link)
    for url in urls:
        write_whole(bare / url, without_policy((site / url).read_text("utf-8")))
