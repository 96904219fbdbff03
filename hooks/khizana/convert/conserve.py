"""The law of conservation: no visible character of an original is lost, invented or moved.

The visible characters of the original, in order, are those of the spans; those of the kept spans are what
the page shows when rendered.
"""

from __future__ import annotations

from collections.abc import Iterable

from khizana.article import Article
from khizana.convert.original import OUTSIDE, Original
from khizana.ledger import Span, visible
from khizana.profile import render


def breach(original: Original, spans: Iterable[Span], article: Article) -> str | None:
    """What breaks the law, in one sentence; None where it holds."""
    spans, text = list(spans), original.text
    if unexplained := _unexplained(text, spans):
        return f"the ledger does not account for {unexplained!r}"
    kept = _text_of(text, spans, "kept")
    try:
        shown = visible("".join(block.text for block in render(article.body)))
    except ValueError as error:
        return str(error)
    if kept != shown:
        return f"the page would not show the original's text ({_difference(kept, shown)})"
    title = "".join(text[span.start : span.end] for span in spans if (span.fate, span.where) == ("metadata", "title"))
    title = original.fields.get("title") or title
    if title and visible(title) != visible(article.title):
        return "the title would not be the original's"
    return None


def removed_share(text: str, spans: Iterable[Span]) -> float:
    """The share of the visible characters of an article that rules remove, 0 to 1.

    What is outside it on a saved page does not count, nor do the marks of headings, items and quotations.
    """
    gone = (span for span in spans if span.fate == "removed" and not span.where.endswith("-mark"))
    sizes = [(span.where, len(visible(span.text))) for span in gone]
    outside = sum(size for rule, size in sizes if rule == OUTSIDE.rule)
    return (sum(size for _, size in sizes) - outside) / max(1, len(visible(text)) - outside)


def article_text(original: Original, spans: Iterable[Span]) -> str:
    """What near-duplicates are told by: of a saved page only the article, for the rest is on every page of its site."""
    if not original.hints:
        return original.text
    return "\n".join(original.text[span.start : span.end] for span in spans if span.fate == "kept")


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
