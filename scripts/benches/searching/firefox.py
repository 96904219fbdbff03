"""The same queries in Firefox, which needs no driver for this: a page asks them and writes what it finds to the output.

`dump` is a function of Firefox alone, which a setting of the profile allows.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

from scripts.benches.searching.browser import ASK, Found

_SETTINGS = {"browser.dom.window.dump.enabled": True, "browser.shell.checkDefaultBrowser": False}
_PAGE, _SCRIPT, _SIGN = "firefox.html", "firefox.js", "khizana: "
_MINUTES = 5
_ASK = """const ascii = sign => "\\\\u" + sign.charCodeAt(0).toString(16).padStart(4, "0");
const tell = text => dump("\\n%s" + text.replace(/[^ -~]/g, ascii) + "\\n");
addEventListener("load", () => (%s)(%s).then(found => tell(JSON.stringify(found)), error => tell(String(error))));
"""


def firefox() -> str | None:
    """The Firefox of this machine."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


def results_in_firefox(site: Path, address: str, queries: Sequence[str]) -> list[list[Found]]:
    """What `browser.results` gives, by Firefox, in a site at that address. Raises RuntimeError if it says nothing."""
    page = (site / "page.html").read_text(encoding="utf-8")
    (site / _PAGE).write_text(re.sub("(?=<p>)", f'<script src="{_SCRIPT}" defer></script>', page), encoding="utf-8")
    (site / _SCRIPT).write_text(_ASK % (_SIGN, ASK, json.dumps(list(queries))), encoding="utf-8")
    with _output_of(address + _PAGE) as lines:
        said = next((line for line in lines if line.startswith(_SIGN)), None)
    if said is None or not said.startswith(_SIGN + "["):
        raise RuntimeError(f"Firefox gave no results: {said}")
    return [[Found(*one) for one in found] for found in json.loads(said.removeprefix(_SIGN))]


@contextmanager
def _output_of(address: str) -> Iterator[Iterator[str]]:
    """The lines that a headless Firefox with a profile of its own writes while it shows a page."""
    with tempfile.TemporaryDirectory() as profile:
        settings = "".join(f'user_pref("{name}", {json.dumps(value)});\n' for name, value in _SETTINGS.items())
        (Path(profile) / "user.js").write_text(settings, encoding="utf-8")
        command = [firefox() or "firefox", "--headless", "--no-remote", "--profile", profile, address]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
            alarm = Timer(60 * _MINUTES, process.kill)
            alarm.start()
            try:
                yield iter(process.stdout or ())
            finally:
                alarm.cancel()
                process.terminate()
