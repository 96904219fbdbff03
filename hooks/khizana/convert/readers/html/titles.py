"""The title of a page: what it shows as one, weighed against what it claims.

An `<h1>` may be the name of the site, or stand there twice; `<title>` carries the name of the site; a headline in
JSON-LD is rarely wrong but often missing. A line that agrees with a claim wins, in the words of the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from khizana.arabic import fold
from khizana.convert.dates import find_dates
from khizana.convert.furniture import Page as Lines
from khizana.convert.furniture import Spot, furniture_rule
from khizana.convert.lines import Line
from khizana.convert.readers.html.container import Container
from khizana.convert.readers.html.metadata import Metadata
from khizana.convert.readers.html.parse import Page
from khizana.convert.structure import read_byline

_PARTING = re.compile(r"\s+(?:[|–—\-:•·»«/\\]|::|\|\|)\s+|\s*(?:\||::)\s*")
_TITLE_NAME = re.compile(r"title|headline|عنوان")
_PAPER = re.compile(
    r"(?:جريده|صحيفه|موقع|مجله|وكاله|شبكه|بوابه|قناه|منتدي|منتديات|مدونه|دار|خبرگزاري|پايگاه|روزنامه)\b"
)
_LEAST_COVERED = 0.5
_LONGEST = 300
_REACH = 12  # lines above the text in which a title that nothing confirms is looked for
_OPENING = 4  # lines of the container in which an h1 is the title
_LONGEST_SITE = 4  # words


@dataclass(frozen=True)
class Title:
    """`lines` are those that show the title, none where only the page's head has it; `text` may be empty."""

    text: str
    lines: frozenset[int] = frozenset()


def choose_title(page: Page, container: Container, metadata: Metadata) -> Title:
    """The title of the article in this container."""
    sites = frozenset(letters(name) for name in metadata.site_names)
    claims = _claims(metadata, sites)
    best = max(_confirmed(page, container, claims, sites), default=None)
    if best is None:
        return _unconfirmed(page, container, claims, sites)
    line = best[-1]
    return Title(_once(page.lines[line].text, claims), _repetitions(page, container, line))


def letters(text: str) -> str:
    """What two titles are compared by: folded letters and digits."""
    return re.sub(r"\W+", "", fold(text))


def _claims(metadata: Metadata, sites: frozenset[str]) -> list[str]:
    """The titles the head of the page gives, without the name of the site."""
    titles = [*metadata.headlines, *(_without_site(title, sites) for title in metadata.page_titles)]
    return [title for title in dict.fromkeys(titles) if letters(title) and letters(title) not in sites]


def _without_site(title: str, sites: frozenset[str]) -> str:
    """The title without parts that are the site's name; if no name is known, without a short last or first part."""
    pieces = _PARTING.split(title)
    own = [piece for piece in pieces if letters(piece) not in sites]
    if len(own) < len(pieces):
        start = title.index(own[0]) if own else 0
        return title[start : title.rindex(own[-1]) + len(own[-1])] if own else ""
    if len(pieces) < 2 or sites:
        return title
    short = min((0, -1), key=lambda place: (not _PAPER.match(fold(pieces[place])), len(pieces[place])))
    if len(pieces[short].split()) > _LONGEST_SITE or 2 * len(pieces[short]) > len(title):
        return title
    return title[title.index(pieces[1]) :] if short == 0 else title[: title.rindex(pieces[-2]) + len(pieces[-2])]


def _confirmed(
    page: Page, container: Container, claims: Sequence[str], sites: frozenset[str]
) -> Iterator[tuple[float, int, int, int]]:
    """Lines that are a claimed title or most of one: how much of it, how marked up, how near, and which."""
    claimed = [letters(claim) for claim in claims]
    for number, line in enumerate(page.lines[: container.last]):
        found = letters(line.text) if line.size <= _LONGEST else ""
        found = found[: len(found) // 2] if _is_twice(found) else found
        covered = max((len(found) / len(claim) for claim in claimed if found and found in claim), default=0.0)
        if covered >= _LEAST_COVERED and found not in sites:
            yield min(round(covered, 1), 1.0), _rank(page, number), -abs(container.first - number), number


def _rank(page: Page, number: int) -> int:
    """How much the markup makes of a line: h1, h2, a block named as title, other headings, the rest."""
    block = page.elements[page.lines[number].block]
    if block.tag in ("h1", "h2"):
        return 4 if block.tag == "h1" else 3
    if _TITLE_NAME.search(block.names):
        return 2
    return 1 if re.fullmatch("h[3-6]", block.tag) else 0


def _is_twice(text: str) -> bool:
    half = len(text) // 2
    return half > 3 and len(text) % 2 == 0 and text[:half] == text[half:]


def _once(text: str, claims: Sequence[str]) -> str:
    """The text of a title line, or the claim where the line has it twice."""
    found = letters(text)
    if not _is_twice(found):
        return text
    return next((claim for claim in claims if letters(claim) == found[: len(found) // 2]), text)


def _repetitions(page: Page, container: Container, line: int) -> frozenset[int]:
    """The title line, and others with the same words beside it or between it and the end of the text."""
    wanted = letters(page.lines[line].text)
    near = range(max(0, line - 3), max(container.last, line + 4))
    return frozenset({line, *(place for place in near[: len(page.lines)] if _same(page, place, wanted))})


def _same(page: Page, place: int, wanted: str) -> bool:
    return place < len(page.lines) and letters(page.lines[place].text) == wanted


def _unconfirmed(page: Page, container: Container, claims: Sequence[str], sites: frozenset[str]) -> Title:
    """A title nothing confirms: a heading above the text, a claim of some length, the line above date and byline."""
    above = range(max(0, container.first - _REACH), container.first)
    opening = islice((place for place in range(container.first, container.last)), _OPENING)
    headings = [place for place in above if _rank(page, place) >= 2 and _may_be_title(page, place, sites)]
    headings += [place for place in opening if _rank(page, place) == 4 and _may_be_title(page, place, sites)]
    if headings:
        best = max(headings, key=lambda place: (_rank(page, place), place))
        return Title(page.lines[best].text, _repetitions(page, container, best))
    claim = next((claim for claim in claims if not _is_site_like(claim)), "")
    over = next((place for place in reversed(above) if not _is_label(page, place)), None)
    if not claim and over is not None and _may_be_title(page, over, sites):
        return Title(page.lines[over].text, frozenset({over}))
    return Title(claim)


def _is_site_like(claim: str) -> bool:
    return len(claim.split()) <= _LONGEST_SITE and _PAPER.match(fold(claim)) is not None


def _may_be_title(page: Page, place: int, sites: frozenset[str]) -> bool:
    line = page.lines[place]
    sound = len(line.text.split()) >= 2 and line.size <= _LONGEST and line.linked < line.size
    return sound and letters(line.text) not in sites and not _is_site_like(line.text) and not _is_label(page, place)


def _is_label(page: Page, place: int) -> bool:
    """Is the line a date, a byline or a control?"""
    text = page.lines[place].text
    spot = Spot(Line(0, len(text), text, False), fold(text), place)
    return bool(find_dates(text) or read_byline(text) or furniture_rule(spot, Lines("", ())))
