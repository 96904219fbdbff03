"""Newer versions of the packages in pyproject.toml; `make lock` and `make test` come after it.

    python scripts/updates.py [--days 7]

Releases younger than a week are not taken: most that are bad or stolen are found within days. Packages whose next
version changes what the archive is built with are named below and are moved by people.
"""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import click
from packaging.version import Version

from khizana.files import write_whole

ROOT = Path(__file__).resolve().parent.parent
# See "The theme's notice of its end is silenced" in docs/development/decisions.md.
HELD = frozenset(("mkdocs", "mkdocs-material", "properdocs"))
_PIN = re.compile(
    r'^(?P<before>\s+")(?P<name>[\w.-]+)(?P<extra>\[[\w,]+\])?==(?P<version>[^"]+)(?P<after>".*)$', re.MULTILINE
)
_LOCKED = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;\\]+)", re.MULTILINE)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--days", default=7, show_default=True, help="How old a release must be.")
def main(days: int) -> None:
    """Write newer versions into pyproject.toml."""
    path = ROOT / "pyproject.toml"
    text = path.read_text("utf-8")
    newer = resolved(loosened(text), dt.datetime.now(dt.UTC) - dt.timedelta(days=days))
    changed = with_versions(text, newer)
    write_whole(path, changed)
    for before, after in zip(_PIN.finditer(text), _PIN.finditer(changed), strict=True):
        if before["version"] != after["version"]:
            click.echo(f"{before['name']}: {before['version']} -> {after['version']}")


def loosened(text: str) -> list[str]:
    """The requirements of pyproject.toml without their versions, but for the packages that are held."""
    return [
        f"{pin['name']}{pin['extra'] or ''}" + (f"=={pin['version']}" if pin["name"] in HELD else "")
        for pin in _PIN.finditer(text)
    ]


def with_versions(text: str, versions: dict[str, str]) -> str:
    """pyproject.toml with these versions of the packages it names, where they are newer."""

    def newer(pin: re.Match[str]) -> str:
        version = max(versions.get(pin["name"].lower(), "0"), pin["version"], key=Version)
        return f"{pin['before']}{pin['name']}{pin['extra'] or ''}=={version}{pin['after']}"

    return _PIN.sub(newer, text)


def resolved(requirements: list[str], newest: dt.datetime) -> dict[str, str]:
    """The versions that fit together, none released after `newest`, by lower-case name."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "requirements.in"
        wanted.write_text("\n".join(requirements), "utf-8")
        options = ["--universal", "--python-version", "3.11", "--exclude-newer", newest.strftime("%Y-%m-%dT%H:%M:%SZ")]
        command = ["uv", "pip", "compile", "--quiet", "--no-annotate", "--no-header", *options, str(wanted)]
        done = subprocess.run([sys.executable, "-m", *command], capture_output=True, check=False)
    if done.returncode:
        sys.exit(done.stderr.decode(errors="replace"))
    return {found["name"].lower(): found["version"] for found in _LOCKED.finditer(done.stdout.decode())}


if __name__ == "__main__":
    main()
