"""Each rule for pages, with texts it finds fault with and texts it leaves alone.

A case of `rules/RULE-ID.txt` is the body of one article of the fixture archive; lines that begin with `@` set a key of
its front matter, or with `@ s/old/new/` change the body it has. What is expected is a line for each finding: the line
of the body and the column, or the key of the front matter, then level and message as far as it is written.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator

import pytest

from khizana.article import read_page
from khizana.check.around import Around
from khizana.check.model import Found, PageRule
from khizana.check.page import Checked, read_checked
from khizana.check.rules import ARCHIVE_RULES, CHANGE_RULES, PAGE_RULES, RULES
from khizana.check.rules_page import rules_page
from khizana.profile import render
from khizana.registry import read_registry
from khizana.tombstones import Tombstone
from tests.check.support import PNG, RULE_CASES, checked_archive
from tests.support.archive import ROOT, Archive
from tests.support.cases import Case, read_cases

RULES_BY_ID = {rule.id: rule for rule in PAGE_RULES}
CASES = [(path.stem, case) for path in sorted(RULE_CASES.glob("*.txt")) for case in read_cases(str(path))]
WITHDRAWN = Tombstone("2017-01-01-gone", dt.date(2020, 1, 1), ("1" * 64,))
SOURCE_KEYS = ("file", "sha256", "outlet", "url")


@pytest.fixture(scope="module")
def around(tmp_path_factory: pytest.TempPathFactory) -> Around:
    archive: Archive = checked_archive(tmp_path_factory.mktemp("rules") / "archive")
    archive.write("docs/assets/images/boat.png", PNG)
    registry = read_registry(archive.layout.registry)
    return Around(archive.layout, registry, dt.date(2026, 12, 31), tombstones={WITHDRAWN.id: WITHDRAWN})


@pytest.mark.parametrize(("rule", "case"), CASES, ids=[f"{rule}: {case}" for rule, case in CASES])
def test_a_rule_finds_what_is_bad_and_nothing_else(rule: str, case: Case, around: Around) -> None:
    found = list(_told(case, RULES_BY_ID[rule], around))
    expected = case.expected.split("\n") if case.expected else []
    assert bool(expected) is case.name.startswith("bad: ")
    assert len(found) == len(expected), found
    assert all(line.startswith(start) for line, start in zip(found, expected, strict=True)), found


def test_every_rule_has_bad_and_good_cases() -> None:
    kinds = {(rule, case.name.partition(":")[0]) for rule, case in CASES}
    assert kinds == {(rule.id, kind) for rule in PAGE_RULES for kind in ("bad", "good")}


def test_ids_are_the_names_of_the_modules() -> None:
    finders: list[Callable[..., Iterator[Found]]] = [rule.find for rule in PAGE_RULES]
    finders += [rule.find for rule in CHANGE_RULES]
    finders += [rule.find for rule in ARCHIVE_RULES]
    modules = {find.__module__.rpartition(".")[2].replace("_", "-") for find in finders}
    assert modules == {rule.id for rule in RULES}


def test_the_page_about_the_rules_is_what_the_rules_say() -> None:
    """`python scripts/check.py --write-rules` writes it."""
    assert (ROOT / "docs" / "development" / "rules.md").read_text("utf-8") == rules_page()


def _told(case: Case, rule: PageRule, around: Around) -> Iterator[str]:
    page = _page(case, around)
    for found in rule.find(page, around):
        told = rule.told("", found)
        assert re.search("[\u0621-\u064a]", told.said.ar), "no Arabic message"
        yield f"{_place(found, page)} {told.level}: {told.said.en}"


def _place(found: Found, page: Checked) -> str:
    if found.line >= page.body_line:
        return f"{found.line - page.body_line + 1}:{found.column}"
    keys = ("title", "date", "tags", "entities", "authors", "description", "id", "source")
    return next((key for key in keys if found.line == page.line_of(key)), "file")


def _page(case: Case, around: Around) -> Checked:
    """The article of the case, beside the ledger it was converted with."""
    path = around.layout.page("2017-06-12-rdrt")
    standing = read_checked(path, around.layout)
    front, body = standing.text[: -len(standing.article.body)], ""
    for line in _plain(case.given).split("\n"):
        if change := re.fullmatch(r"@ s/(.*)/(.*)/", line):
            assert change[1] in (body or standing.article.body)
            body = (body or standing.article.body).replace(change[1], change[2])
        elif key := re.fullmatch(r"@ (\w+): (.*)", line):
            front = _with_key(front, key[1], key[2])
        else:
            body += f"{line}\n"
    text = front + (body if body.strip() else standing.article.body)
    article = read_page(text, path)
    return Checked(path, text, article, render(article.body), standing.ledger)


def _with_key(front: str, key: str, value: str) -> str:
    indent = "  " if key in SOURCE_KEYS else ""
    plain = re.sub(rf"^{indent}{key}:.*\n(?:- .*\n)*", "", front, flags=re.MULTILINE)
    anchor = "source:\n" if indent else "---\n"
    return plain.replace(anchor, f"{anchor}{indent}{key}: {value}\n", 1)


def _plain(text: str) -> str:
    return re.sub("⟨U\\+([0-9A-F]{4,6})⟩", lambda code: chr(int(code[1], 16)), text)
