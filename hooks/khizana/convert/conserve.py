"""The law of conservation: no visible character of an original is lost, invented or moved.

The visible characters of the original, in order, are those of the spans; those of the kept spans are what
the page shows when rendered.
"""

from __future__ import annotations

from collections.abc import Iterable

from khizana.article import Article
from khizana.ledger import Span, visible
from khizana.profile import render


def breach(original: str, spans: Iterable[Span], article: Article) -> str | None:
    """What breaks the law, in one sentence; None where it holds."""
    spans = list(spans)
    if unexplained := _unexplained(original, spans):
        return f"the ledger does not account for {unexplained!r}"
    kept = _text_of(original, spans, "kept")
    try:
        shown = visible("".join(block.text for block in render(article.body)))
    except ValueError as error:
        return str(error)
    if kept != shown:
        return f"the page would not show the original's text ({_difference(kept, shown)})"
    title = "".join(original[span.start : span.end] for span in spans if span.where == "title")
    return None if visible(title) == visible(article.title) else "the title would not be the original's"


def _unexplained(original: str, spans: Iterable[Span]) -> str:
    """The first visible characters that no span covers, in order."""
    end = 0
    for span in (*spans, Span(len(original), len(original), "kept", "")):
        if span.start < end:
            return original[span.start : end][:40]
        if between := visible(original[end : span.start]):
            return between[:40]
        end = span.end
    return ""


def _text_of(original: str, spans: Iterable[Span], fate: str) -> str:
    return visible("".join(original[span.start : span.end] for span in spans if span.fate == fate))


def _difference(kept: str, shown: str) -> str:
    place = next((i for i, (a, b) in enumerate(zip(kept, shown, strict=False)) if a != b), min(len(kept), len(shown)))
    return f"{kept[place : place + 20]!r} became {shown[place : place + 20]!r}"
