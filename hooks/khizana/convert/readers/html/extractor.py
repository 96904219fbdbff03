"""The extractor's opinion: which lines of a page are the article's text.

readability-lxml, the algorithm behind the reader modes of browsers, is asked only where the text is: what it cleans
away or never saw is not lost, for the text itself is taken from our own parse. On the four sample pages and eight
composed ones, shown as `simplified` shows them, it found 94 % of the text with 92 % precision; trafilatura 96 % and
87 % with three times the dependencies, resiliparse 96 % and 75 %. Shown the saved pages as they are, each of the
three lost a whole page or kept half a sidebar.
"""

from __future__ import annotations

import re

from khizana.convert.readers.html.parse import Page
from khizana.convert.readers.html.simplified import simplified

_NUMBER = re.compile(r'data-line="(\d+)"')
# Beyond this a page is no article with furniture around it, and lxml would take its time.
_MOST_LINES = 20_000
_MOST_CHARACTERS = 4_000_000


def chosen_lines(page: Page) -> frozenset[int]:
    """The numbers of the lines that the extractor takes for the article; none where it finds no article."""
    if not 0 < len(page.lines) <= _MOST_LINES or sum(line.size for line in page.lines) > _MOST_CHARACTERS:
        return frozenset()
    from readability import Document  # lxml takes 60 ms to load
    from readability.readability import Unparseable

    try:
        summary = Document(simplified(page)).summary()
    except (Unparseable, ValueError):
        return frozenset()
    return frozenset(int(number) for number in _NUMBER.findall(summary) if int(number) < len(page.lines))
