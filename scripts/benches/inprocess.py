"""Builds of a site without MkDocs, in plain shells: for thousands of builds in a row, here and in the tests."""

from __future__ import annotations

import shutil
from pathlib import Path

from khizana.layout import Layout
from khizana.publish.articles import Site
from khizana.publish.build import STAND_INS, Build, Report, Surroundings
from khizana.publish.folder import building_folder, put_in_place
from khizana.publish.shells import SLOTS, Nonce, Shell, make_shell
from khizana.settings import read_settings

SITE = Site("خزانة", "https://khizana.example/", "https://example.org/edit/main/docs/")


def plain_shells(rooms: dict[tuple[str, int], str] = STAND_INS) -> dict[tuple[str, int], Shell]:
    """A shell of nothing but its slots for each room."""
    nonce = Nonce()
    slots = {name: nonce.slot(name) for name in SLOTS}
    page = (
        '<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="description" content="{description}"><link rel="canonical" href="{canonical}">{head}</head>'
        "<body>{body}</body></html>"
    ).format(**slots)
    return {room: make_shell(page, nonce) for room in rooms}


def build_site(root: Path, site: Path, *, clean: bool = False, shells: dict[tuple[str, int], Shell]) -> Report:
    """Build the archive in `root` into `site`; a clean build knows nothing of those before it."""
    layout = Layout(root)
    if clean:
        shutil.rmtree(layout.cache, ignore_errors=True)
        shutil.rmtree(site, ignore_errors=True)
    build = Build(layout, read_settings(root / "mkdocs.yml"), SITE)
    build.read()
    fresh = building_folder(site)
    report = build.write(fresh, site if site.exists() else None, Surroundings(shells))
    put_in_place(fresh, site)
    build.keep()
    return report
