"""Start an empty archive: the machinery and hand-written pages of this one, none of its content.

python scripts/new_archive.py DIR
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from khizana.layout import Layout

ROOT = Path(__file__).resolve().parent.parent
# What is made by commands, and what belongs to this archive and not to the next.
MADE = {"__pycache__", "khizana.egg-info"}
LEFT_BEHIND = {
    ".git", ".venv", "site", ".site.building", ".site.old", "dist", ".khizana",
    ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis",
    "CHANGELOG.md", "CITATION.cff", "CONTRIBUTING.md", "LICENSE-CONTENT", "README.md", "SECURITY.md",
    "docs/articles", "docs/sources", "docs/registry", "tests/bundled",
    ".github/CODEOWNERS",
}  # fmt: skip
STARTER = ROOT / "scripts" / "starter"
ROOMS = ("articles", "sources/inbox", "registry/entities", "registry/tags", "registry/sources")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def main(folder: Path) -> None:
    """Copy the machinery into FOLDER, which must be new or empty."""
    if not str(folder) or str(folder) == ".":
        sys.exit("name the folder of the new archive: make new-archive DIR")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        sys.exit(f"{folder}: is not empty; name a new folder")
    if folder.resolve().is_relative_to(ROOT):
        sys.exit(f"{folder}: is inside this archive; name a folder outside it")
    shutil.copytree(ROOT, folder, ignore=_left_behind, dirs_exist_ok=True)
    shutil.copytree(STARTER, folder, dirs_exist_ok=True)
    _rename(folder / "mkdocs.yml")
    for room in ROOMS:
        keeper = Layout(folder).docs / room / ".gitkeep"
        keeper.parent.mkdir(parents=True, exist_ok=True)
        keeper.touch()
    click.echo(f"{folder}: an empty archive. Edit mkdocs.yml and docs/*.md, fill docs/sources/inbox, make site")


def _rename(config: Path) -> None:
    """Take this archive's name, address and rights out of the settings of the next."""
    lines = config.read_text(encoding="utf-8").split("\n")
    kept = [line for line in lines if not line.startswith(("site_url:", "copyright:", "repo_url:", "edit_uri:"))]
    named = ["site_name: خزانتي" if line.startswith("site_name:") else line for line in kept]
    config.write_text("\n".join(named), encoding="utf-8")


def _left_behind(folder: str, names: list[str]) -> set[str]:
    inside = Path(folder).relative_to(ROOT) if Path(folder).is_relative_to(ROOT) else Path()
    return {name for name in names if name in MADE or (inside / name).as_posix() in LEFT_BEHIND}


if __name__ == "__main__":
    main()
