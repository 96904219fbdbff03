"""Who is named where in an article: what the gazetteer finds, read by the rules of the registry.

A name that is nobody else's is linked. An ambiguous one is linked where a word its record asks for is near, or a
word for its type (مدينة, الدكتور) right before it; else it is a doubt, for an editor to look at. A family name is
linked once the full name was said. What an editor decided in the article's front matter goes before all of this.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from khizana.arabic import fold
from khizana.article import Article, Decisions
from khizana.catalogue.lexicon import DIVINE, GIVEN, KUNYA, TYPE_WORDS
from khizana.gazetteer import Found, Gazetteer, Name
from khizana.profile import Block
from khizana.registry import Entity, Registry

TITLE = -1
WHOLE = -2
# How many characters, about a line, a word may be away from the ambiguous name it speaks for.
_NEAR = 70
_PARTICLES = ("وال", "فال", "بال", "كال", "لل", "ال", "و", "ف", "ب", "ل", "ك")


@dataclass(frozen=True)
class Mention:
    """`entity` is named by `text[start:end]` of a block, or of the title where `block` is TITLE.

    `paragraph` is the id of the paragraph around it, `section` that of the section; both may be empty. Where
    `block` is WHOLE an editor says that the article is about it, though no name of it was found.
    """

    entity: str
    block: int
    start: int
    end: int
    paragraph: str = ""
    section: str = ""


@dataclass
class Reading:
    """What was understood of one article so far: mentions, doubts, and who was named in full."""

    mentions: list[Mention] = field(default_factory=list)
    doubts: list[Mention] = field(default_factory=list)
    named: set[str] = field(default_factory=set)


class Matcher:
    """The accepted entities of a registry, ready to be found in articles."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        current = ((one, registry.accepted(one.id)) for one in registry.entities.values())
        names = [name for one, now in current if now for name in _names(one, now)]
        # Of two names with one form the plain one decides, and a family name comes last.
        names.sort(key=lambda name: (name.family, name.near is not None))
        self._gazetteer = Gazetteer(names)
        self._cues = Gazetteer(Name(word, fold(word)) for name in names for word in name.near or ())

    def read(self, article: Article, blocks: Sequence[Block], paragraphs: Sequence[Sequence[str]]) -> Reading:
        """The mentions and doubts of an article, the title's first."""
        texts = [(place, block.text) for place, block in enumerate(blocks) if block.kind not in ("heading", "notes")]
        # The title is read last: it says in short what the text says in full.
        reading = self.read_texts([*texts, (TITLE, article.title)], article.entities)
        around = dict(_surroundings(blocks, paragraphs))
        reading.mentions = sorted((_placed(one, around) for one in reading.mentions), key=_order)
        reading.doubts = sorted((_placed(one, around) for one in reading.doubts), key=_order)
        return reading

    def read_texts(self, texts: Iterable[tuple[int, str]], decisions: Decisions = Decisions()) -> Reading:
        """The mentions and doubts of the texts of one article, each under its number, in the order given."""
        reading = Reading()
        decided = Decisions(*(tuple(map(self._now, ids)) for ids in (decisions.add, decisions.drop)))
        for place, text in texts:
            for found in self._gazetteer.find(text):
                names = [name for name in found.names if name.id not in decided.drop]
                id = self._decide(names, found, text, reading.named | set(decided.add))
                if id:
                    reading.mentions.append(Mention(id, place, found.start, found.end))
                elif doubted := next((name.id for name in names if not name.family), None):
                    reading.doubts.append(Mention(doubted, place, found.start, found.end))
        present = {mention.entity for mention in reading.mentions}
        missing = [id for id in decided.add if id not in present and self._registry.accepted(id)]
        reading.mentions += [Mention(id, WHOLE, 0, 0) for id in missing]
        return reading

    def _now(self, id: str) -> str:
        return self._registry.entity(id).id if id in self._registry.entities else id

    def _decide(self, names: Sequence[Name], found: Found, text: str, known: set[str]) -> str:
        """The id that is meant, or nothing; an entity named in full is added to `known` by the caller's set."""
        for name in names:
            if not name.family and (name.near is None or name.id in known or self._supported(name, found, text)):
                return name.id
        families = {name.id for name in names if name.family and name.id in known}
        return families.pop() if len(families) == 1 and not _is_given(_word_before(text, found.start)) else ""

    def _supported(self, name: Name, found: Found, text: str) -> bool:
        before, after = text[max(0, found.start - _NEAR) : found.start], text[found.end : found.end + _NEAR]
        near = {cue.id for part in (before, after) for cue in self._cues.find(part)}
        if any(fold(word) in near for word in name.near or ()):
            return True
        type = self._registry.entities[name.id].type
        return bool(set(bare_forms(_word_before(text, found.start))) & TYPE_WORDS[type])
