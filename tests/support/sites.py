"""Building the site of an archive and looking at it from outside."""

from __future__ import annotations

from pathlib import Path

from tests.support import html
from tests.support.archive import Archive, Run

OWN = "https://khizana.example/"
RIVER = "الساقيةَ الكبرى"


def complaints(run: Run) -> list[str]:
    """The lines a build complains with, less those that count them."""
    counting = ("INFO", "Aborted with", "ERROR   -  Problems in the archive")
    return [line for line in run.lines if not line.startswith(counting)]


def pages(site: Path) -> dict[str, str]:
    return {url: (site / url).read_text("utf-8") for url in html.html_pages(site)}


def published(archive: Archive, words: str) -> str:
    """The published page of the article that has these words."""
    source = archive.page(words).relative_to(archive.layout.docs)
    return (archive.site / source.with_suffix(".html")).read_text("utf-8")


def edit(archive: Archive, words: str, old: str, new: str) -> None:
    page = archive.page(words)
    text = page.read_text("utf-8")
    assert old in text
    page.write_text(text.replace(old, new, 1), "utf-8")


def build(archive: Archive) -> None:
    run = archive.build()
    assert run.code == 0, run.output
    assert complaints(run) == []
