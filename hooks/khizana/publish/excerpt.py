"""Articles of which only a part may be shown: what readers, search and data files get to see of them."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree.ElementTree import Element

from khizana.article import Publish
from khizana.catalogue.entry import Entry
from khizana.catalogue.mentions import TITLE, WHOLE, Mention
from khizana.profile import Block, Part

_WORDS = 60
_WORD = re.compile(r"\S+")


def shown_part(entry: Entry, publish: Publish) -> Entry:
    """The entry with no more text than may be published; who is named in it stays known, without the lines.

    An excerpt is the beginning of the first paragraph, at most 60 words; of `metadata` no text is shown.
    """
    if publish == "full":
        return entry
    place = next((place for place, block in enumerate(entry.blocks) if block.kind == "paragraph"), None)
    if publish == "metadata" or place is None:
        return replace(entry, blocks=(), paragraphs=(), mentions=_hidden(entry, -1, 0), successors={})
    text = _beginning(entry.blocks[place].text)
    mentions = _hidden(entry, place, len(text.removesuffix(" …")))
    ids = entry.paragraphs[place]
    return replace(entry, blocks=(_paragraph(text),), paragraphs=(ids,), mentions=mentions, successors={})


def _beginning(text: str) -> str:
    words = list(_WORD.finditer(text))
    return text if len(words) <= _WORDS else f"{text[: words[_WORDS - 1].end()]} …"


def _paragraph(text: str) -> Block:
    element = Element("p")
    element.text = text
    return Block("paragraph", element, text, (Part(element, 0, len(text)),))


def _hidden(entry: Entry, place: int, end: int) -> tuple[Mention, ...]:
    """The mentions, those outside the title and the first `end` characters of a block without their place."""
    return tuple(
        mention
        if mention.block in (TITLE, WHOLE)
        else replace(mention, block=0, section="")
        if mention.block == place and mention.end <= end
        else Mention(mention.entity, WHOLE, 0, 0)
        for mention in entry.mentions
    )
