"""Links written in articles: whether what they lead to is there. Asked at every build, of the links alone."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from pathlib import Path

from khizana.problems import Problem
from khizana.publish.urls import article_of


def broken_links(
    links: Mapping[str, Mapping[str, str]],
    articles: Container[str],
    others: Container[str],
    anchors: Callable[[str], frozenset[str]],
) -> Iterator[tuple[str, str]]:
    """The id of the article and the address, as written, of every link that leads nowhere.

    `articles` are ids, `others` the addresses of all else that can be linked to; `anchors` gives the ids inside an
    article. Anchors on other pages cannot be checked.
    """
    for id, written in links.items():
        for address, target in written.items():
            page, _, anchor = target.partition("#")
            article = article_of(page)
            if article in articles:
                if anchor and anchor not in anchors(article):
                    yield id, address
            elif page not in others:
                yield id, address


def link_problem(path: Path, address: str) -> Problem:
    """What to tell an editor of a link in the page at `path` that leads nowhere."""
    lines = path.read_text(encoding="utf-8").split("\n")
    line = next((number for number, line in enumerate(lines, 1) if address in line), 0)
    return Problem(path, line, f"the link {address} leads nowhere; correct it")
