"""A preview as Arabic text for a comment on GitHub, right to left; every text of strangers in it is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from khizana.arabic import ARTICLES, Noun, counted
from scripts.flows.escape import code, escaped
from scripts.flows.model import Change, Field, Finding, Kind, Level, Passage, Piece, Preview, Shift

MARKER = "<!-- khizana:preview -->"
# GitHub takes 65,536 characters in a comment.
MOST = 60_000
ERRORS = Noun("لا أخطاء", "خطأ واحد", "خطآن", "أخطاء", "خطأً", "خطأ")
WARNINGS = Noun("لا تحذيرات", "تحذير واحد", "تحذيران", "تحذيرات", "تحذيرًا", "تحذير")
NOTICES = Noun("لا تنبيهات", "تنبيه واحد", "تنبيهان", "تنبيهات", "تنبيهًا", "تنبيه")
PASSAGES = Noun("لا فقرات", "فقرة واحدة", "فقرتان", "فقرات", "فقرةً", "فقرة")
FILES = Noun("لا ملفات", "ملف واحد", "ملفان", "ملفات", "ملفًّا", "ملف")
LEVELS: dict[Level, tuple[str, Noun]] = {
    "error": ("أخطاء تمنع القبول", ERRORS),
    "warning": ("تحذيرات", WARNINGS),
    "notice": ("تنبيهات", NOTICES),
}
ROOMS = {"articles": "المقالات", "entities": "الأعلام", "tags": "الوسوم", "sources": "المصادر"}
KINDS: dict[Kind, str] = {"added": "جديد", "changed": "معدَّل", "removed": "محذوف"}
KEYS = {
    "title": "العنوان", "date": "التاريخ", "description": "الوصف", "tags": "الوسوم", "authors": "الكتّاب",
    "review": "ما ينتظر نظرًا", "entities.add": "أعلام أضيفت يدويًّا", "entities.drop": "أعلام استُبعدت يدويًّا",
    "publish": "ما يُنشر منه", "rights": "الحقوق", "outlet": "المصدر", "url": "الرابط", "place": "المكان",
    "agency": "الوكالة",
    "label": "الاسم", "aliases": "أسماء أخرى", "type": "النوع", "merged_into": "مدموج في", "status": "الحالة",
    "terms": "ألفاظ الوسم", "broader": "وسم أعم", "related": "قريب منه", "ambiguous": "أسماء ملتبسة",
    "coordinates": "الإحداثيات", "latin": "الاسم اللاتيني", "sort": "موضع الترتيب",
}  # fmt: skip


@dataclass(frozen=True)
class Places:
    """Where links of a comment lead: files of the proposal, the run, the built site. Empty: no link. Trusted text."""

    blob: str = ""
    run: str = ""
    site: str = ""


def summary(preview: Preview, places: Places, beyond: Sequence[str] = ()) -> str:
    """The comment on a pull request; `beyond` are paths outside the folders of texts."""
    parts = [
        *_head(preview),
        *_beyond(beyond),
        *_said(preview.said),
        *_findings(preview.findings, places),
        *_changes(preview),
        *_shifts(preview.shifts),
        *_pages(preview.pages, places),
        *_waiting(preview.waiting),
    ]
    return _framed(parts)


def nothing(places: Places, beyond: Sequence[str] = ()) -> str:
    """The comment where a run left no preview that can be used."""
    why = f"توقف الفحص قبل أن يتم، فلا معاينة. {_link('سجل الفحص', places.run)} يبيّن السبب."
    return _framed(["### معاينة طلب الدمج", *([] if beyond else [why]), *_beyond(beyond)])


def _framed(parts: Iterable[str]) -> str:
    body: list[str] = []
    left = MOST
    for part in parts:
        left -= len(part) + 2
        if left < 0:
            body.append("… والبقية في سجل الفحص.")
            break
        body.append(part)
    return "\n\n".join([MARKER, '<div dir="rtl">', *body, "</div>"]) + "\n"


def _head(preview: Preview) -> Iterator[str]:
    yield "### ما يتغير للقارئ"
    counts = [
        f"{name}: {counted(number, FILES)}"
        for room, name in ROOMS.items()
        if room != "articles" and (number := sum(change.room == room for change in preview.changes))
    ]
    articles = [change.kind for change in preview.changes if change.room == "articles"]
    told = [f"{counted(articles.count(kind), ARTICLES)} ({word})" for kind, word in KINDS.items() if kind in articles]
    yield "؛ ".join([*told, *counts]) + "." if told or counts else "لا شيء: لا يمس هذا الطلب مقالًا ولا سجلًّا."
    if preview.total > len(preview.changes):
        yield f"المعروض هنا {counted(len(preview.changes), FILES)} من {counted(preview.total, FILES)}."


def _beyond(paths: Sequence[str]) -> Iterator[str]:
    if paths:
        shown = "\n".join(f"- {code(path)}" for path in paths[:20])
        yield "#### للمشرفين\n\nيمس هذا الطلب ملفات من البرنامج لا من النصوص، فلا يُقبل إلا بعد أن يراجعه مشرف:"
        yield shown + ("\n- …" if len(paths) > 20 else "")


def _said(lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield "#### ما قاله المحوِّل"
        yield "\n".join(f"- {escaped(line)}" for line in lines if line.strip())


def _findings(findings: Sequence[Finding], places: Places) -> Iterator[str]:
    if not findings:
        yield "**الفحص:** لا أخطاء ولا تحذيرات ولا تنبيهات."
    for level, (heading, noun) in LEVELS.items():
        found = [finding for finding in findings if finding.level == level]
        if found:
            rows = "\n".join(_finding(finding, places) for finding in found)
            yield f"#### {heading} ({counted(len(found), noun)})"
            yield rows if level == "error" else _folded("التفصيل", rows)


def _finding(finding: Finding, places: Places) -> str:
    line = f":{finding.line}" if finding.line else ""
    place = code(f"{finding.path}{line}")
    if places.blob:
        mark = f"?plain=1#L{finding.line}" if finding.line else ""
        place = f'<a href="{places.blob}/{quote(finding.path)}{mark}">{place}</a>'
    return f"- {escaped(finding.message, 600)} — {place} ({code(finding.rule)})"


def _changes(preview: Preview) -> Iterator[str]:
    for room, name in ROOMS.items():
        changes = [change for change in preview.changes if change.room == room]
        if changes:
            yield f"#### {name}"
            for change in changes:
                yield from _change(change)


def _change(change: Change) -> Iterator[str]:
    yield f"**{KINDS[change.kind]}:** {escaped(change.title) or code(change.id)} — {code(change.path)}"
    if change.kind == "added":
        yield "\n".join(f"- {_key(field)}: {escaped(field.after)}" for field in change.fields if field.name != "title")
    elif change.fields:
        yield "\n".join(["| | كان | صار |", "| --- | --- | --- |", *(_field(field) for field in change.fields)])
    if change.passages:
        passages = "\n\n".join(f"> {_passage(passage)}" for passage in change.passages)
        more = f"\n\nو{counted(change.more, PASSAGES)} غيرها." if change.more else ""
        yield _folded(f"النص: {counted(len(change.passages), PASSAGES)}", f"{passages}{more}", is_open=True)


def _field(field: Field) -> str:
    return f"| {_key(field)} | {escaped(field.before) or '—'} | {escaped(field.after) or '—'} |"


def _key(field: Field) -> str:
    return KEYS.get(field.name) or code(field.name)


def _passage(passage: Passage) -> str:
    return " ".join(_piece(piece) for piece in passage.pieces)


def _piece(piece: Piece) -> str:
    text = escaped(piece.text, 600)
    return {"same": text, "old": f"<del>{text}</del>", "new": f"<ins><b>{text}</b></ins>"}[piece.fate]


def _shifts(shifts: Sequence[Shift]) -> Iterator[str]:
    if shifts:
        yield "#### من يُذكر وأين"
        yield "\n".join(f"- {escaped(shift.label)}: {_shift(shift)}" for shift in shifts)


def _shift(shift: Shift) -> str:
    gained = f"صار يُذكر في {_articles(shift.gained)}" if shift.gained else ""
    lost = f"لم يعد يُذكر في {_articles(shift.lost)}" if shift.lost else ""
    return "، و".join(text for text in (gained, lost) if text)


def _articles(number: int) -> str:
    """A number of articles after a preposition, where the dual ends in -ayn."""
    return "مقالين" if number == 2 else counted(number, ARTICLES)


def _pages(pages: Sequence[str], places: Places) -> Iterator[str]:
    if pages:
        yield "#### صفحات تستحق النظر"
        site = _link("الموقع المبني", places.site)
        yield f"نزّل {site}، وفُكّ ضغطه، وافتح منه:"
        yield "\n".join(f"- {code(page)}" for page in pages[:20]) + ("\n- …" if len(pages) > 20 else "")


def _waiting(paths: Sequence[str]) -> Iterator[str]:
    if paths:
        yield "#### بقي في صندوق الوارد"
        yield "\n".join(f"- {code(path)}" for path in paths)


def _link(text: str, address: str) -> str:
    return f"[{text}]({address})" if address else text


def _folded(title: str, body: str, *, is_open: bool = False) -> str:
    return f"<details{' open' if is_open else ''}><summary>{title}</summary>\n\n{body}\n\n</details>"
