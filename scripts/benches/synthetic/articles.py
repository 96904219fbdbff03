"""One made-up article: a record, paragraphs that name entities, headings, lists, quotations and a link or two.

Article number n is the same in every corpus of the same seed and registry: it is drawn by a generator of its own.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from khizana.arabic import slug
from khizana.layout import article_id
from scripts.benches.synthetic.language import Zipf, words
from scripts.benches.synthetic.names import GIVEN
from scripts.benches.synthetic.records import OUTLETS, Known, Tagged

# Bytes of UTF-8 text: log-normal with this median and mean, the longest cut.
MEDIAN, MEAN, LONGEST, SHORTEST = 2_100, 3_100, 60_000, 300
_SIGMA = math.sqrt(2 * math.log(MEAN / MEDIAN))
_WORD = 12.0  # bytes of a word and the space behind it
_FIRST = date(2010, 1, 1)
_DAYS = 15 * 365
_TOPICS = 60
_PER_SECTION = 4
# Around a name as it is drawn: the number of its entity stands between the first two.
_MARK = re.compile("\x02(\\d+)\x03([^\x04]+)\x04")


@dataclass(frozen=True)
class Piece:
    """A heading, a paragraph or a whole list as Markdown, and the texts it has, one of each item of a list.

    `linked` is the same with each name as `\\x02NUMBER\\x03name\\x04`, so that a peer can be given its links.
    """

    kind: str
    markdown: str
    linked: str
    texts: tuple[str, ...]
    id: str = ""


@dataclass(frozen=True)
class Generated:
    """An article. `tags` are ids, `named` the numbers of the entities put into its text, each once."""

    index: int
    id: str
    title: str
    day: date | None
    date: str
    outlet: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    named: tuple[int, ...]
    pieces: tuple[Piece, ...]

    @property
    def body(self) -> str:
        """The Markdown below the front matter."""
        return "\n\n".join(piece.markdown for piece in self.pieces) + "\n"

    @property
    def paragraphs(self) -> list[str]:
        """The text of every paragraph and item."""
        return [text for piece in self.pieces if piece.kind != "heading" for text in piece.texts]

    @property
    def description(self) -> str:
        """The beginning of the text, as the converter takes it."""
        first = self.paragraphs[0]
        return first if len(first) <= 160 else first[:159].rsplit(" ", 1)[0].rstrip(" ،.") + "…"


class Writer:
    """Writes articles about the entities and tags of one registry."""

    def __init__(self, seed: int, known: tuple[Known, ...], tagged: tuple[Tagged, ...]) -> None:
        self._seed, self._known, self._tagged = seed, known, tagged
        self._everywhere = Zipf(len(known), 4) if known else None
        self._topics = min(_TOPICS, max(1, len(known)))
        self._within = Zipf(max(1, len(known) // self._topics))
        self._topic = Zipf(self._topics, 6)
        self._tags = Zipf(len(tagged), 3) if tagged else None
        self._authors = Zipf(400)

    def article(self, index: int) -> Generated:
        """Article number `index`."""
        rng = random.Random(f"{self._seed}/{index}")
        day, printed = _date(rng)
        topic = self._topic.draw(rng)
        length = min(LONGEST, max(SHORTEST, MEDIAN * math.exp(rng.gauss(0, _SIGMA))))
        marked = [self._entity(topic, rng) for _ in range(rng.randint(5, 15))] if self._known else []
        names = [self._mark(number, rng) for number in marked]
        pieces = tuple(_pieces(rng, max(20, int(length / _WORD) - 3 * len(names)), names))
        id = article_id(day, sha256(f"{self._seed}/{index}".encode()).hexdigest(), 8)
        title = " ".join(words(rng, rng.randint(4, 8)))
        if marked and rng.random() < 0.4:
            title = f"{self._known[marked[0]].name.label}: {title}"
        return Generated(
            index=index,
            id=id,
            title=title,
            day=day,
            date=printed,
            outlet=OUTLETS[min(rng.randrange(9), 4)][0],
            authors=tuple(self._author(rng) for _ in range(rng.choice((0, 1, 1, 1, 2)))),
            tags=tuple(dict.fromkeys(self._tag(topic, rng) for _ in range(rng.randint(3, 6)))) if self._tags else (),
            named=tuple(dict.fromkeys(marked)),
            pieces=pieces,
        )

    def _entity(self, topic: int, rng: random.Random) -> int:
        """More often one that belongs to the topic, so that names keep company."""
        assert self._everywhere
        if rng.random() < 0.4:
            return self._everywhere.draw(rng)
        return self._within.draw(rng) * self._topics + topic

    def _tag(self, topic: int, rng: random.Random) -> str:
        """A tag; half of them stand where the topic moved them to in the list."""
        assert self._tags
        number = self._tags.draw(rng)
        moved = number + topic * 7 if rng.random() < 0.5 else number
        return self._tagged[moved % len(self._tagged)].id

    def _author(self, rng: random.Random) -> str:
        number = self._authors.draw(rng)
        return f"{GIVEN[number % len(GIVEN)]} {self._family(number)}"

    def _family(self, number: int) -> str:
        return " ".join(words(random.Random(f"author {number}"), 1)).removeprefix("و")

    def _mark(self, number: int, rng: random.Random) -> str:
        name = self._known[number].name
        shown = rng.choice(name.aliases) if name.aliases and rng.random() < 0.3 else name.label
        return f"\x02{number}\x03{shown}\x04"


def _date(rng: random.Random) -> tuple[date | None, str]:
    """The day, rarely none, and what front matter says of it."""
    if rng.random() < 0.02:
        return None, ""
    day = _FIRST + timedelta(days=int(_DAYS * rng.random() ** 0.8))
    if rng.random() < 0.4:
        return day, day.isoformat()
    return day, f"{day.isoformat()}T{rng.randrange(24):02}:{rng.randrange(60):02}:00+02:00"


def _pieces(rng: random.Random, length: int, names: list[str]) -> Iterator[Piece]:
    """So many words in paragraphs; the names are put at random places of all of them.

    Lists and quotations stand between paragraphs: two of them in a row would be one.
    """
    sizes = list(_sizes(rng, length))
    placed: list[list[str]] = [[] for _ in sizes]
    for name in names:
        rng.choice(placed).append(name)
    used: set[str] = set()
    last = ""
    for number, (size, here) in enumerate(zip(sizes, placed, strict=True)):
        if number and number % _PER_SECTION == 0:
            yield _heading(rng, used)
        piece = _piece(rng, size, here, plain=number == 0 or last != "paragraph")
        yield piece
        last = piece.kind
    if rng.random() < 0.3:
        text = " ".join(["كاتب", *words(rng, 3)])
        yield Piece("signature", f"*{text}*", f"*{text}*", (text,))


def _sizes(rng: random.Random, length: int) -> Iterator[int]:
    while length > 0:
        size = min(rng.randint(25, 75), length)
        yield size if length - size > 12 else length
        length -= size if length - size > 12 else length


def _heading(rng: random.Random, used: set[str]) -> Piece:
    text = " ".join(words(rng, rng.randint(2, 5)))
    id = slug(text)
    while id in used:
        id += "-2"
    used.add(id)
    return Piece("heading", f"## {text} {{#{id}}}", f"## {text}", (text,), id)


def _piece(rng: random.Random, size: int, names: list[str], *, plain: bool) -> Piece:
    chosen = rng.random()
    if plain or chosen < 0.8:
        return _paragraph(rng, size, names)
    if chosen < 0.9:
        return _list(rng, size, names)
    return _quote(rng, size, names) if chosen < 0.96 else _question(rng, size, names)


def _paragraph(rng: random.Random, size: int, names: list[str]) -> Piece:
    text = _sentences(rng, size, names)
    if rng.random() < 0.06:
        linked, source = (
            " ".join(words(rng, 3)),
            f"https://{OUTLETS[rng.randrange(5)][0]}.example/{rng.randrange(9999)}",
        )
        return _made("paragraph", f"{text} [{linked}]({source})", (f"{text} {linked}",))
    return _made("paragraph", text, (text,))


def _list(rng: random.Random, size: int, names: list[str]) -> Piece:
    count = min(6, max(2, size // 12))
    items = [_sentences(rng, max(4, size // count), names[place::count]) for place in range(count)]
    return _made("list", "\n".join(f"- {item}" for item in items), tuple(items))


def _quote(rng: random.Random, size: int, names: list[str]) -> Piece:
    text = _sentences(rng, size, names)
    return _made("quote", f"> {text}", (text,))


def _question(rng: random.Random, size: int, names: list[str]) -> Piece:
    text = _sentences(rng, size, names).rstrip(".") + "؟"
    return _made("question", f"**{text}**", (text,))


def _made(kind: str, linked: str, texts: tuple[str, ...]) -> Piece:
    if "\x02" not in linked:
        return Piece(kind, linked, linked, texts)
    return Piece(kind, _MARK.sub(r"\2", linked), linked, tuple(_MARK.sub(r"\2", text) for text in texts))


def _sentences(rng: random.Random, size: int, names: list[str]) -> str:
    """So many words with names among them, in sentences of eight to twenty-two."""
    drawn = words(rng, size)
    for name in names:
        drawn.insert(rng.randrange(len(drawn) + 1), name)
    start = 0
    while (end := start + rng.randint(8, 22)) < len(drawn) - 3:
        drawn[end] += "."
        if end - start > 14:
            drawn[start + 7] += "،"
        start = end
    if rng.random() < 0.1:
        drawn[len(drawn) // 2] += f" {rng.randint(2, 2024)}"
    return " ".join(drawn) + "."
