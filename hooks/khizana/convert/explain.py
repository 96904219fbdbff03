"""What became of an original, shown to an editor: the text with its removals marked and their reasons in Arabic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from khizana.ledger import Ledger, Span

_FIELDS = {
    "title": "العنوان",
    "date_printed": "تاريخ النشر كما طُبع",
    "date_updated": "تاريخ آخر تحديث كما طُبع",
    "authors": "الكاتب",
    "description": "وصف المقال، وهو سطره الفرعي",
}


@dataclass(frozen=True)
class Piece:
    """A stretch of the original and what became of it; `reason` is empty where it stands in the page's text."""

    text: str
    fate: str
    reason: str = ""


def pieces(original: str, ledger: Ledger, reasons: dict[str, str]) -> Iterator[Piece]:
    """The original in pieces, in order, white space between them included. `reasons` gives each rule's in Arabic."""
    end = 0
    for span in ledger.spans:
        if end < span.start:
            yield Piece(original[end : span.start], "space")
        yield Piece(original[span.start : span.end], span.fate, _reason(span, reasons))
        end = span.end
    if end < len(original):
        yield Piece(original[end:], "space")


def _reason(span: Span, reasons: dict[str, str]) -> str:
    if span.fate == "metadata":
        return f"نُقل إلى بيانات المقال: {_FIELDS.get(span.where, span.where)}"
    return f"حُذف: {reasons.get(span.where, span.where)}" if span.fate == "removed" else ""


def to_terminal(parts: Iterator[Piece]) -> str:
    """The pieces for a terminal: removals struck through in red, moves in blue, each with its reason."""
    styles = {"removed": "\x1b[31;9m", "metadata": "\x1b[34m"}
    return "".join(
        f"{styles[part.fate]}{_plain(part.text)}\x1b[0m \x1b[2m[{part.reason}]\x1b[0m"
        if part.reason
        else _plain(part.text)
        for part in parts
    )


def _plain(text: str) -> str:
    """Text that cannot command the terminal it is printed on."""
    return "".join(char if char.isprintable() or char in "\n\u200c\u200d\u200e\u200f" else " " for char in text)


_PAGE = """<!doctype html>
<html lang="ar" dir="rtl"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>{id}</title>
<style>
body {{ font: 1.05rem/2 "Noto Naskh Arabic", serif; margin: 1.5rem; color: #23211d; background: #fbf8f2 }}
main {{ display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 2rem }}
pre {{ white-space: pre-wrap; font: inherit }}
del {{ background: #f7d9d4 }}
ins {{ background: #d9e6f2; text-decoration: none }}
small {{ color: #615b50 }}
</style></head>
<body><h1>ما جرى للأصل <bdi>{id}</bdi></h1>
<p><del>ما حُذف</del> <ins>ما نُقل إلى بيانات المقال</ins></p>
<main><section><h2>الأصل</h2><pre>{original}</pre></section><section><h2>الصفحة</h2><pre>{page}</pre></section></main>
</body></html>
"""


def to_html(parts: Iterator[Piece], ledger: Ledger) -> str:
    """A whole HTML page: the original with its marks beside the page it became."""
    tags = {"removed": "del", "metadata": "ins"}
    marked = "".join(
        f"<{tags[part.fate]}>{escape(part.text)}</{tags[part.fate]}> <small>[{escape(part.reason)}]</small>"
        if part.reason
        else escape(part.text)
        for part in parts
    )
    return _PAGE.format(id=escape(ledger.id), original=marked, page=escape(ledger.generated))
