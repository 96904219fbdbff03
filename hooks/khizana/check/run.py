"""The check as a whole: what is looked at, every rule over it, and the findings in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from khizana.article import read_page
from khizana.check.around import Around
from khizana.check.changes import Change, changed, named, proposed, standing
from khizana.check.model import ChangeRule, Finding, Found, PageRule
from khizana.check.page import Checked, read_checked
from khizana.check.revisions import Revision, revision
from khizana.check.rules import ARCHIVE_RULES, CHANGE_RULES, PAGE_RULES, front_matter
from khizana.check.translated import translated
from khizana.files import write_whole
from khizana.layout import Layout
from khizana.parallel import spread
from khizana.problems import Problem, ProblemError
from khizana.profile import render
from khizana.registry import Registry, read_registry
from khizana.tombstones import tombstones

Value = TypeVar("Value")
_LEDGER = ".ledger.json"


@dataclass(frozen=True)
class Request:
    """What to look at: `paths` from the folder of the archive, else everything, else what changed since `base`.

    `proposal` is the revision a pull request goes to: then its commit `head` is looked at, and `diff_only` leaves
    its files unopened but for pictures. `fix` corrects what is safe to correct before looking.
    """

    base: str = ""
    everything: bool = False
    paths: tuple[str, ...] = ()
    proposal: str = ""
    head: str = "HEAD"
    diff_only: bool = False
    fix: bool = False
    today: date | None = None
    processes: int = 0


@dataclass(frozen=True)
class Checking:
    """What came of a check: the findings in order, how many pages were looked at, which files were corrected."""

    findings: tuple[Finding, ...]
    pages: int
    fixed: tuple[str, ...] = ()


def check(layout: Layout, request: Request) -> Checking:
    """Check an archive. Raises ProblemError where there is nothing to compare with."""
    base, changes = _looked_at(layout, request)
    around = _around(layout, request, base, changes)
    early = [rule for rule in CHANGE_RULES if not rule.late and (request.proposal or not rule.strangers)]
    findings = list(_of_changes(around, early))
    gates = {rule.id for rule in CHANGE_RULES if rule.gate}
    if any(finding.rule in gates for finding in findings):
        # What may be a link, or too large, is not opened, and neither is anything beside it.
        return Checking(tuple(sorted(findings)), 0)
    around = _with_records(around)
    findings += _of_changes(around, [rule for rule in CHANGE_RULES if rule.late])
    if request.diff_only:
        return Checking(tuple(sorted(findings)), 0)
    fixed = tuple(_fix(around)) if request.fix else ()
    findings += spread(partial(_of_pages, around), around.pages, request.processes)
    for rule in ARCHIVE_RULES:
        findings += (rule.told("", found) for found in rule.find(around))
    return Checking(tuple(sorted(set(findings))), len(around.pages), fixed)


def _looked_at(layout: Layout, request: Request) -> tuple[Revision | None, Iterable[Change]]:
    if request.proposal:
        base = revision(layout.root, request.proposal)
        assert base
        return base, proposed(base, request.head)
    if request.paths:
        return None, named(layout.root, request.paths)
    base = None if request.everything else revision(layout.root, request.base)
    return base, changed(base) if base else standing(layout.root)


def _around(layout: Layout, request: Request, base: Revision | None, changes: Iterable[Change]) -> Around:
    today = request.today or datetime.now(UTC).date()
    by_path = {change.path: change for change in changes}
    return Around(layout, Registry(), today, base, by_path, opened=not request.diff_only)


def _with_records(around: Around) -> Around:
    """The same with the registry and the tombstones, and whatever is wrong with them."""
    problems: list[Problem] = []
    registry = _or(problems, lambda: read_registry(around.layout.registry))
    stones = _or(problems, lambda: {stone.id: stone for stone in tombstones(around.layout)})
    # Where the registry is broken every reference would be, too.
    pages = tuple(sorted(_pages(around))) if registry else ()
    return replace(
        around,
        registry=registry or Registry(),
        tombstones=stones or {},
        registry_problems=tuple(problems),
        pages=pages,
    )


def _or(problems: list[Problem], read: Callable[[], Value]) -> Value | None:
    """What is read; None where it cannot be, and the reasons join the problems."""
    try:
        return read()
    except ProblemError as error:
        problems += error.problems
        return None


def _pages(around: Around) -> Iterator[Path]:
    """The pages to look at: those that changed, and those whose ledger or original did."""
    layout = around.layout
    seen: set[Path] = set()
    for change in around.changes.values():
        path = layout.root / change.path
        if change.path.startswith("docs/sources/") and layout.inbox not in path.parents:
            stem = path.name.removesuffix(_LEDGER) if path.name.endswith(_LEDGER) else path.stem
            path = layout.page(stem)
        elif not change.path.startswith("docs/articles/") or path.suffix != ".md" or path.name.startswith("."):
            continue
        if path not in seen and path.is_file():
            seen.add(path)
            yield path


def _of_changes(around: Around, rules: Sequence[ChangeRule]) -> Iterator[Finding]:
    for change in around.changes.values():
        for rule in rules:
            yield from _told(rule, change.path, rule.find(change, around))


def _of_pages(around: Around, pages: Sequence[Path]) -> Iterator[Finding]:
    """The findings of all rules for pages on these pages."""
    for path in pages:
        shown = around.shown(path)
        try:
            page = read_checked(path, around.layout)
        except ProblemError as error:
            for problem in error.problems:
                yield _unread(problem, around)
            continue
        for rule in PAGE_RULES:
            yield from _told(rule, shown, rule.find(page, around))


def _unread(problem: Problem, around: Around) -> Finding:
    found = Found(problem.line, 1 if problem.line else 0, translated(problem))
    return front_matter.RULE.told(around.shown(problem.path), found)


def _told(rule: PageRule | ChangeRule, path: str, found: Iterable[Found]) -> Iterator[Finding]:
    return (rule.told(path, one) for one in found)


def _fix(around: Around) -> Iterator[str]:
    """Correct what is safe in the pages looked at; gives the path of each that changed."""
    for path in around.pages:
        try:
            before = read_checked(path, around.layout)
        except ProblemError:
            continue
        page = before
        for rule in PAGE_RULES:
            if rule.fix and (text := rule.fix(page)) != page.text:
                page = _refreshed(page, text, around)
        if write_whole(path, page.text):
            yield around.shown(path)


def _refreshed(page: Checked, text: str, around: Around) -> Checked:
    """The page with another text; the page as it was, where that text could not be read."""
    try:
        article = read_page(text, page.path)
        return replace(page, text=text, article=article, blocks=render(article.body))
    except (ProblemError, ValueError):
        return page
