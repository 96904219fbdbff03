"""All articles of an archive with their texts, for commands that look at them once."""

from __future__ import annotations

from khizana.catalogue.entry import Entry, read_entry
from khizana.catalogue.faults import faults
from khizana.catalogue.mentions import Matcher
from khizana.layout import Layout
from khizana.problems import Problem, ProblemError
from khizana.registry import Registry


def read_archive(layout: Layout, registry: Registry) -> tuple[list[Entry], list[Problem]]:
    """The entries of all pages that can be read, by path, and the problems of those that cannot or are in doubt."""
    names = Matcher(registry)
    problems: list[Problem] = []
    entries: list[Entry] = []
    for path in sorted(layout.articles.rglob("[!.]*.md")):
        try:
            entry = read_entry(path, layout, names)
            problems += faults(entry, layout, registry)
            entries.append(entry)
        except ProblemError as error:
            problems += error.problems
    return entries, problems
