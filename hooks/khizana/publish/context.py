"""The line around a mention that shows a reader what an article says of an entity."""

from __future__ import annotations

from markupsafe import Markup

from khizana.catalogue.entry import Entry
from khizana.catalogue.mentions import TITLE, Mention
from khizana.profile.serialize import isolate

_AROUND = 70


def context_line(entry: Entry, mention: Mention) -> Markup:
    """The words around a mention, the name itself in `<mark>`, cut at words; escaped."""
    text = entry.article.title if mention.block == TITLE else entry.blocks[mention.block].text
    before, name, after = text[: mention.start], text[mention.start : mention.end], text[mention.end :]
    pieces = (isolate(_tail(before)), f"<mark>{isolate(name)}</mark>", isolate(_head(after)))
    return Markup("".join(pieces).replace("\n", " "))


def _tail(text: str) -> str:
    """The last words of a text."""
    if len(text) <= _AROUND:
        return text
    cut = text[-_AROUND:]
    return "…" + cut[cut.find(" ") :] if " " in cut else cut


def _head(text: str) -> str:
    if len(text) <= _AROUND:
        return text
    cut = text[:_AROUND]
    return cut[: cut.rfind(" ")] + " …" if " " in cut else cut
