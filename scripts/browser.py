"""See to it that the tests find a browser: Debian's chromium, installed where that is possible.

Only root may ask apt. Elsewhere the browser tests are skipped, and this says in one line what to install;
with CI set a missing browser is a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")


def find_browser() -> str | None:
    """The path of an installed Chromium, or None. `KHIZANA_CHROMIUM` names one outside the PATH."""
    wanted = os.environ.get("KHIZANA_CHROMIUM")
    return next((found for name in ((wanted,) if wanted else NAMES) if (found := shutil.which(name))), None)


def install_browser() -> None:
    """Ask apt for chromium if we may."""
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        subprocess.run(["apt-get", "--quiet=2", *command], env=environment, check=False, stdout=subprocess.DEVNULL)


def main() -> None:
    """Find or install a browser, or say that there is none."""
    if not find_browser():
        install_browser()
    if not find_browser():
        print("No Chromium: the browser tests are skipped. Install Debian's package chromium to run them.")
        sys.exit(1 if os.environ.get("CI") else 0)


if __name__ == "__main__":
    main()
