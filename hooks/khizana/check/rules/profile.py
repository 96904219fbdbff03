"""The narrow Markdown of articles: what looks like more than that is shown as it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from khizana.check.around import Around
from khizana.check.model import Found, PageRule, Said
from khizana.check.page import Checked, Line
from khizana.profile import Anchors


@dataclass(frozen=True)
class _Form:
    """Something that means nothing in an article: where it is found and what it is."""

    pattern: re.Pattern[str]
    said: Said


def _form(pattern: str, ar: str, en: str) -> _Form:
    return _Form(
        re.compile(pattern, re.IGNORECASE),
        Said(
            f"{ar} لا معنى له في المقال ويظهر كما كُتب؛ احذفه",
            f"{en} means nothing in an article and shows as written; remove it",
        ),
    )


_ACTIVE = Said(
    "شفرة لصفحات الويب في نص المقال؛ لا تعمل، ولا مكان لها هنا: احذفها",
    "code for web pages in the text of an article; it does nothing, and has no place here: remove it",
)
_ACTIVE_FORM = re.compile(
    r"(?<!\\)<\s*/?\s*(?:script|iframe|object|embed|style|form|meta|link|base|svg)\b"
    r"|(?<!\\)<[a-z][^<>]*\bon[a-z]{3,20}\s*=",
    re.IGNORECASE,
)
_FORMS = (
    _form(r"(?<!\\)</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", "وسم HTML", "an HTML tag"),
    _form(r"^\s*(?:```|~~~)", "سياج شفرة", "a code fence"),
    _form(r"^\|.*\|\s*$", "جدول", "a table"),
    _form(r"^\[[^\]^][^\]]*\]:\s", "تعريف رابط", "a link definition"),
    _form(r"(?<!\\)\{:[^{}]*\}|(?<!\\)\{[.%{][^{}]*\}", "سمة أو قالب بين حاصرتين", "an attribute list or template"),
    _form(r"^(?:!!!|\?\?\?)\s+\w", "تنبيه مؤطر", "an admonition"),
    _form(r"--8<--", "إدراج ملف", "an include"),
)
_DEPTH = Said("العناوين ## و### وحدها؛ وما سواها يظهر كما كُتب", "only ## and ### are headings; others show as written")
_DEPTH_FORM = re.compile(r"^(?:#|#{4,6})\s+\S")
_NO_ID = Said(
    "عنوان بلا معرّف؛ اكتب بعده {{#{id}}} (يكتبه ‎--fix)",
    "a heading without an id; write {{#{id}}} behind it (--fix does)",
)
_HEADING = re.compile(r"^(#{2,3}) +(.*?)\s*(\{#[^\s{}]+\})?$")


def _find(page: Checked, around: Around) -> Iterator[Found]:
    ids = _missing(page)
    for line in page.body:
        if active := _ACTIVE_FORM.search(line.text):
            yield Found(line.number, active.start() + 1, _ACTIVE, level="error")
        else:
            yield from _inert(line)
        if line.number in ids:
            yield Found(line.number, 1, _NO_ID, {"id": ids[line.number]}, level="error")


def _inert(line: Line) -> Iterator[Found]:
    if not line.text.isalnum():
        for form in _FORMS:
            if found := form.pattern.search(line.text):
                yield Found(line.number, found.start() + 1, form.said)
                return
    if _DEPTH_FORM.match(line.text):
        yield Found(line.number, 1, _DEPTH)


def _missing(page: Checked) -> dict[int, str]:
    """An id for the heading on each line that has none."""
    headings = [(line.number, found) for line in page.body if (found := _HEADING.match(line.text))]
    anchors = Anchors(found[3][2:-1] for _, found in headings if found[3])
    return {number: anchors.mint(found[2]) for number, found in headings if not found[3]}


def _fix(page: Checked) -> str:
    lines = page.text.split("\n")
    for number, id in _missing(page).items():
        lines[number - 1] = f"{lines[number - 1].rstrip()} {{#{id}}}"
    return "\n".join(lines)


RULE = PageRule(
    "profile",
    "warning",
    Said(
        "نص المقال بماركداون المحدود وحده، ولكل عنوان معرّف",
        "The text is in the narrow Markdown of articles, and every heading has an id",
    ),
    _find,
    _fix,
)
