"""An issue form's payload becomes a capture: the text that was pasted or attached, with what was said about it.

The form is .github/ISSUE_TEMPLATE/article.yml. GitHub writes its answers as `### LABEL` and the answer below; the
pasted text is the last field but for the boxes that were ticked, so that whatever stands in it, headings of the form
included, is text.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
from msgspec import Struct
from msgspec.json import encode

from khizana.arabic import fold, one_line
from khizana.files import write_whole
from khizana.layout import Layout
from khizana.problems import ProblemError
from khizana.registry import Registry, read_registry
from scripts.flows.attachment import Attachment, AttachmentError, attachment_of, fetch
from scripts.flows.outputs import say

ROOT = Path(__file__).resolve().parents[2]
# Labels of the form's fields, in its order.
FIELDS = {
    "title": "عنوان المقال",
    "outlet": "المصدر",
    "url": "رابط المقال",
    "date": "تاريخ النشر",
    "attachment": "ملف المقال",
    "text": "نص المقال",
}
PLEDGE = "قبل الإرسال"
EMPTY = "_No response_"
LONGEST = 300
_TICKED = re.compile(rf"\n### {PLEDGE}\n\s*(?:- \[[ xX]\] [^\n]*\s*)*\Z")
_FENCED = re.compile(r"\A(`{3,}|~{3,})[^\n]*\n(?P<text>.*)\n\1\s*\Z", re.DOTALL)


class FormError(Exception):
    """What an answer lacks, said to the person who filled in the form."""


@dataclass(frozen=True)
class Answers:
    """The answers of a form, each trimmed; one that was left out is empty."""

    title: str = ""
    outlet: str = ""
    url: str = ""
    date: str = ""
    attachment: str = ""
    text: str = ""


class Capture(Struct, frozen=True, forbid_unknown_fields=True):
    """What DIR holds: a file beside this record, and what the conversion is told of it. `outlet` is an id or empty."""

    file: str
    outlet: str
    url: str
    issue: int
    notes: tuple[str, ...]


@click.command()
@click.argument("event", type=click.Path(exists=True, path_type=Path))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--root", default=ROOT, type=click.Path(path_type=Path), help="Folder of the archive's mkdocs.yml.")
def command(event: Path, folder: Path, root: Path) -> None:
    """Write the capture of the issue in EVENT (GITHUB_EVENT_PATH) into DIR."""
    try:
        issue = json.loads(event.read_bytes())["issue"]
        capture, content = capture_of(issue, read_registry(Layout(root.resolve()).registry))
    except (FormError, AttachmentError, ProblemError) as error:
        write_whole(folder / "said.txt", str(error))
        say(str(error))
        sys.exit(1)
    write_whole(folder / capture.file, content)
    write_whole(folder / "capture.json", encode(capture))
    say("\n".join((capture.file, *capture.notes)))


def capture_of(issue: dict[str, Any], registry: Registry) -> tuple[Capture, bytes]:
    """The capture of an issue and its content. Raises FormError and AttachmentError with what is missing."""
    answers = _checked(read_answers(issue.get("body") or ""))
    known = registry.outlet_of(answers.outlet, urlsplit(answers.url).hostname or "")
    notes = [] if known or not answers.outlet else [f"المصدر «{answers.outlet}» ليس في السجلات، فبقي المقال بلا مصدر."]
    attached = attachment_of(answers.attachment)
    name, content = _file(answers, attached)
    number = int(issue["number"])
    capture = Capture(f"issue-{number}{name}", known.id if known else "", answers.url, number, tuple(notes))
    return capture, content


def _file(answers: Answers, attached: Attachment | None) -> tuple[str, bytes]:
    """Ending and bytes of the capture: an attached file as it is, a pasted text with its title and date above it."""
    if attached:
        return attached.ending, fetch(attached)
    return ".txt", text_of(answers).encode()


def text_of(answers: Answers) -> str:
    """The pasted text below its title and date, unless they stand in its first lines already."""
    beginning = [fold(line).strip() for line in answers.text.split("\n")[:20]]
    head = [answers.title] if answers.title and fold(answers.title) not in beginning else []
    head += [answers.date] if answers.date and not any(fold(answers.date) in line for line in beginning) else []
    return "\n".join([*head, "", answers.text, ""] if head else [answers.text, ""])


def read_answers(body: str) -> Answers:
    """The answers in an issue's body; a field that is not there is empty."""
    rest = _TICKED.sub("", body.replace("\r\n", "\n").replace("\r", "\n"))
    found: dict[str, str] = {}
    open_field = ""
    for field, label in FIELDS.items():
        before, heading, after = f"\n{rest}".partition(f"\n### {label}\n")
        if heading:
            found |= {open_field: before} if open_field else {}
            open_field, rest = field, after
    found |= {open_field: rest} if open_field else {}
    return Answers(**{field: _answer(text) for field, text in found.items()})


def _answer(text: str) -> str:
    text = text.strip("\n ")
    fenced = _FENCED.match(text)
    text = fenced["text"] if fenced else text
    return "" if text == EMPTY else text.strip("\n")


def _checked(answers: Answers) -> Answers:
    """The answers with each short one on one line. Raises FormError where the form cannot become a capture."""
    short = {name: one_line(getattr(answers, name)) for name in ("title", "outlet", "url", "date")}
    long = [FIELDS[name] for name, value in short.items() if len(value) > LONGEST]
    if long:
        raise FormError(f"أطول مما يُقبل: {'، '.join(long)}. اكتبه في سطر واحد قصير.")
    if short["url"] and not _is_address(short["url"]):
        raise FormError("رابط المقال ليس رابطًا صحيحًا: يبدأ الرابط بـ https:// أو http:// ولا مسافة فيه.")
    if not answers.text.strip() and not answers.attachment.strip():
        raise FormError("ليس في الطلب نص ولا ملف: الصق نص المقال في خانته، أو أرفق ملفه.")
    if not short["title"] and not answers.attachment.strip():
        raise FormError("ليس للمقال عنوان: اكتبه في خانته كما نُشر.")
    if short["date"].isascii() and _is_future(short["date"]):
        raise FormError("تاريخ النشر لم يأت بعد: راجعه.")
    return replace(answers, **short)


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s<>\"'`\\]", url)
    except ValueError:
        return False


def _is_future(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text) > dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)
    except ValueError:
        return False
