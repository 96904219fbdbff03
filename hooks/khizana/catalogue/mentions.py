"""Who is named where in an article: what the gazetteer finds, read by the rules of the registry.

A name that is nobody else's is linked. An ambiguous one is linked where a word its record asks for is near, or a
word for its type (مدينة, الدكتور) right before it; else it is a doubt, for an editor to look at. A family name is
linked once the full name was said. What an editor decided in the article's front matter goes before all of this.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from khizana.arabic import fold, strip_marks
from khizana.article import Article, Decisions
from khizana.catalogue.lexicon import DIVINE, FUNCTION, GIVEN, KUNYA, TYPE_WORDS
from khizana.gazetteer import Found, Gazetteer, Name
from khizana.profile import Block
from khizana.registry import Entity, Registry

TITLE = -1
WHOLE = -2
# How many characters, about a line, a word may be away from the ambiguous name it speaks for.
_NEAR = 70
_NONE = Decisions()
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

    def read_texts(self, texts: Iterable[tuple[int, str]], decisions: Decisions = _NONE) -> Reading:
        """The mentions and doubts of the texts of one article, each under its number, in the order given."""
        reading = Reading()
        decided = Decisions(*(tuple(map(self._now, ids)) for ids in (decisions.add, decisions.drop)))
        for place, text in texts:
            for found in self._gazetteer.find(text):
                names = [name for name in found.names if name.id not in decided.drop]
                if id := self._decide(names, found, text, reading.named, decided.add):
                    reading.mentions.append(Mention(id, place, found.start, found.end))
                elif (doubted := next((name.id for name in names if not name.family), None)) and not _is_on(
                    found, text
                ):
                    reading.doubts.append(Mention(doubted, place, found.start, found.end))
        present = {mention.entity for mention in reading.mentions}
        missing = [id for id in decided.add if id not in present and self._registry.accepted(id)]
        reading.mentions += [Mention(id, WHOLE, 0, 0) for id in missing]
        return reading

    def _now(self, id: str) -> str:
        return self._registry.entity(id).id if id in self._registry.entities else id

    def _decide(
        self, names: Sequence[Name], found: Found, text: str, named: set[str], added: Sequence[str]
    ) -> str | None:
        """The id that is meant, if that is certain; it joins those `named` unless only its family name stands here."""
        for name in names:
            if not name.family and (name.near is None or name.id in added or self._supported(name, found, text)):
                named.add(name.id)
                return name.id
        families = {name.id for name in names if name.family and (name.id in named or name.id in added)}
        certain = len(families) == 1 and word_before(text, found.start) not in GIVEN
        return families.pop() if certain else None

    def _supported(self, name: Name, found: Found, text: str) -> bool:
        before, after = text[max(0, found.start - _NEAR) : found.start], text[found.end : found.end + _NEAR]
        near = {cue.id for part in (before, after) for cue in self._cues.find(part)}
        if any(fold(word) in near for word in name.near or ()):
            return True
        type = self._registry.entities[name.id].type
        return any(word in TYPE_WORDS[type] for word in bare_forms(word_before(text, found.start)))


def _names(one: Entity, now: Entity) -> Iterator[Name]:
    """The names of a record, or of one merged into it, as the gazetteer takes them."""
    rules = {fold(name): words for name, words in one.ambiguous.items()}
    for name in one.names:
        # A name spelt like a word of grammar is ambiguous, whether its record says so or not.
        near = rules.get(fold(name), () if fold(name) in FUNCTION else None)
        yield Name(name, now.id, article=one.type != "person", near=near)
    if one.type == "person" and (family := family_name(one)) not in ("", *one.names):
        yield Name(family, now.id, article=False, family=True)


def family_name(person: Entity) -> str:
    """What stands for a person once the full name was said: as the record has it, else the end of the label.

    Names of two words stay together: عبد الناصر, نصر الله, بن علي. Empty where there is none, as of محمد الخامس, or
    where the record forbids it.
    """
    words = person.label.split()
    if person.family_name is not None or len(words) < 2:
        return person.family_name or ""
    first = len(words) - 1
    while first and (fold(words[first - 1]) in KUNYA or fold(words[first]) in DIVINE):
        first -= 1
    family = words[first:]
    ordinary = len(family) == 1 and (len(family[0]) < 3 or fold(family[0]) in FUNCTION)
    return " ".join(family) if first and not ordinary else ""


def bare_forms(word: str) -> Iterator[str]:
    """A folded word and what is left of it without the particles and the article it may begin with."""
    yield word
    for particle in _PARTICLES:
        if word.startswith(particle) and len(word) - len(particle) > 1:
            yield word.removeprefix(particle)


def word_before(text: str, place: int) -> str:
    """The folded word right before a place, if nothing but a space parts them; particles on the name do not count."""
    start = place
    while start and not text[start - 1].isspace():
        start -= 1
    words = fold(text[:start].rstrip()[-40:]).split()
    return words[-1] if words and words[-1].isalpha() else ""


def _is_on(found: Found, text: str) -> bool:
    """The preposition على folds like the name علي; as it is usually spelt nobody need look at it."""
    return strip_marks(text[found.start : found.end]) == "على"


def _surroundings(
    blocks: Sequence[Block], paragraphs: Sequence[Sequence[str]]
) -> Iterator[tuple[int, tuple[str, list[tuple[int, str]]]]]:
    """For each block its section, and the ends of its parts with their paragraph ids."""
    section = ""
    for place, block in enumerate(blocks):
        section = block.id or section
        ends = [(part.end, id) for part, id in zip(block.parts, paragraphs[place], strict=True)]
        yield place, (section, ends)


def _placed(mention: Mention, around: Mapping[int, tuple[str, list[tuple[int, str]]]]) -> Mention:
    section, ends = around.get(mention.block, ("", []))
    paragraph = next((id for end, id in ends if mention.start < end), "")
    return replace(mention, paragraph=paragraph, section=section)


def _order(mention: Mention) -> tuple[bool, int, int]:
    return mention.block == WHOLE, mention.block, mention.start
