"""The page about the rules, docs/development/rules.md, written from the rules themselves."""

from __future__ import annotations

from collections.abc import Iterator

from khizana.check.model import ArchiveRule, ChangeRule, PageRule, Rule
from khizana.check.rules import RULES

_HEAD = """# Rules of the check

Written by `scripts/check.py --write-rules`; do not edit. Each rule is one file in `hooks/khizana/check/rules`. Bad and
good cases of those for pages are in `tests/check/rules`, of those for files in `tests/check/hostile`.

An error keeps a change out, a warning asks an editor to look, a notice is worth knowing. The level of a rule is that of
most of what it finds; single findings may weigh more or less.

"""
_OF = {
    PageRule: "What a page says",
    ArchiveRule: "The archive as a whole",
    ChangeRule: "Files that were added, changed or removed",
}


def rules_page() -> str:
    """The page as Markdown."""
    return _HEAD + "\n".join(_section(kind, title) for kind, title in _OF.items())


def _section(kind: type[Rule], title: str) -> str:
    rows = "".join(_row(rule) for rule in RULES if isinstance(rule, kind))
    return f"## {title}\n\n| Rule | Level | Asks for | | |\n| --- | --- | --- | --- | --- |\n{rows}"


def _row(rule: Rule) -> str:
    notes = ", ".join(_notes(rule))
    return f"| `{rule.id}` | {rule.level} | {rule.about.en} | {rule.about.ar} | {notes} |\n"


def _notes(rule: Rule) -> Iterator[str]:
    if isinstance(rule, PageRule) and rule.fix:
        yield "`--fix`"
    if isinstance(rule, ChangeRule) and rule.strangers:
        yield "pull requests only"
    if isinstance(rule, ChangeRule) and rule.gate:
        yield "nothing is opened where it is broken"
