"""Findings written down: as lines for people, as JSON, as commands for GitHub's logs, and as SARIF.

Whatever a finding quotes comes from strangers. On a page of GitHub's logs a line that begins with `::`, or holds
`##[`, is a command to the runner, so that no line of ours may be one but those we mean.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal
from urllib.parse import quote

from khizana.arabic import ARTICLES, Noun, counted
from khizana.check.model import Finding, Language, Level, Rule, printable
from khizana.check.rules import RULES

Format = Literal["text", "json", "github", "sarif"]
_LEVELS: dict[Level, dict[Language, str]] = {
    "error": {"en": "error", "ar": "خطأ"},
    "warning": {"en": "warning", "ar": "تحذير"},
    "notice": {"en": "notice", "ar": "تنبيه"},
}
_NOUNS: dict[Level, Noun] = {
    "error": Noun("لا أخطاء", "خطأ واحد", "خطآن", "أخطاء", "خطأً", "خطأ"),
    "warning": Noun("لا تحذيرات", "تحذير واحد", "تحذيران", "تحذيرات", "تحذيرًا", "تحذير"),
    "notice": Noun("لا تنبيهات", "تنبيه واحد", "تنبيهان", "تنبيهات", "تنبيهًا", "تنبيه"),
}
_SARIF_LEVELS: dict[Level, str] = {"error": "error", "warning": "warning", "notice": "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def said(finding: Finding, language: Language) -> str:
    """The message of a finding in a language."""
    return finding.said.ar if language == "ar" else finding.said.en


def to_text(findings: Iterable[Finding], language: Language) -> str:
    """A line each: `path:line:column: level: message (rule)`."""
    return "".join(f"{_tame(_line(finding, language))}\n" for finding in findings)


def _line(finding: Finding, language: Language) -> str:
    place = f":{finding.line}:{finding.column}" if finding.line else ""
    level = _LEVELS[finding.level][language]
    return f"{printable(finding.path)}{place}: {level}: {said(finding, language)} ({finding.rule})"


def _tame(line: str) -> str:
    """A line that no runner takes for a command."""
    line = line.replace("##[", "## [")
    return f"./{line}" if line.lstrip().startswith("::") else line


def to_json(findings: Iterable[Finding], language: Language) -> str:
    """An array of objects, each with the message in both languages."""
    items = [
        {
            "path": printable(finding.path),
            "line": finding.line,
            "column": finding.column,
            "level": finding.level,
            "rule": finding.rule,
            "message": said(finding, language),
            "messages": {"ar": finding.said.ar, "en": finding.said.en},
        }
        for finding in findings
    ]
    return _dumped(items)


def to_github(findings: Iterable[Finding], language: Language) -> str:
    """Workflow commands, which show a finding beside its line."""
    return "".join(f"{_command(finding, language)}\n" for finding in findings)


def _command(finding: Finding, language: Language) -> str:
    place = {"file": printable(finding.path), "line": finding.line, "col": finding.column, "title": finding.rule}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in place.items() if value)
    return f"::{finding.level} {properties}::{_data(said(finding, language))}"


def _data(text: str) -> str:
    """Text as the data of a workflow command (`escapeData` of @actions/toolkit)."""
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return escaped.replace("##[", "## [")


def _property(text: str) -> str:
    """Text as a property of a workflow command (`escapeProperty` of @actions/toolkit)."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def to_sarif(findings: Iterable[Finding], language: Language) -> str:
    """A log in SARIF 2.1.0 (OASIS), with all rules."""
    places = {rule.id: place for place, rule in enumerate(RULES)}
    driver = {"name": "khizana", "language": language, "rules": [_sarif_rule(rule, language) for rule in RULES]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"ROOT": {"description": {"text": "The folder of the archive"}}},
        "results": [_sarif_result(finding, places, language) for finding in findings],
    }
    return _dumped({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _sarif_rule(rule: Rule, language: Language) -> dict[str, Any]:
    about = rule.about.ar if language == "ar" else rule.about.en
    return {
        "id": rule.id,
        "shortDescription": {"text": about},
        "defaultConfiguration": {"level": _SARIF_LEVELS[rule.level]},
    }


def _sarif_result(finding: Finding, places: dict[str, int], language: Language) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(finding.path), "uriBaseId": "ROOT"}}
    if finding.line:
        place["region"] = {"startLine": finding.line, "startColumn": max(1, finding.column)}
    return {
        "ruleId": finding.rule,
        "ruleIndex": places[finding.rule],
        "level": _SARIF_LEVELS[finding.level],
        "message": {"text": said(finding, language)},
        "locations": [{"physicalLocation": place}],
    }


def _uri(path: str) -> str:
    """A path as a relative reference (RFC 3986): a colon in its first part would be a scheme."""
    return quote(path.encode("utf-8", "surrogateescape"), safe="/")


def _dumped(value: object) -> str:
    """JSON on lines of its own; `##[` is written so that it is the same text and no command."""
    return json.dumps(value, ensure_ascii=False, indent=1).replace("##[", "#\\u0023[") + "\n"


WRITERS: dict[Format, Callable[[Iterable[Finding], Language], str]] = {
    "text": to_text,
    "json": to_json,
    "github": to_github,
    "sarif": to_sarif,
}


def summary(findings: Iterable[Finding], pages: int, language: Language) -> str:
    """How many of each level there are, in a line."""
    counts = Counter(finding.level for finding in findings)
    return "، ".join(_counts(counts, pages)) if language == "ar" else ", ".join(_english(counts, pages))


def _counts(counts: Counter[Level], pages: int) -> Iterator[str]:
    yield counted(pages, ARTICLES)
    for level, noun in _NOUNS.items():
        yield counted(counts[level], noun)


def _english(counts: Counter[Level], pages: int) -> Iterator[str]:
    for number, noun in ((pages, "article"), *((counts[level], level) for level in _LEVELS)):
        yield f"{number:,} {noun}{'' if number == 1 else 's'}"
