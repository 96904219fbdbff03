"""What index pages put into their head: feeds, structured data and the scripts only they need."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape

from khizana.arabic import balanced
from khizana.publish.page import Site
from khizana.publish.urls import relative

# The scripts of a box that filters names, and of the choice among the articles of a list.
NAME_SCRIPTS = ("lists", "filter-names")
LIST_SCRIPTS = ("lists", "filter-articles")


def page_head(*pieces: str) -> str:
    """The pieces that are there, a line each."""
    return "\n".join(piece for piece in pieces if piece)


def feed_link(site: Site, feed: str, page: str, title: str) -> str:
    """The link feed readers look for; none where the site has no address, and so no feeds.

    Its second word keeps the theme's bundle away: for `rel=alternate` it would fetch the sitemap on every page.
    """
    if not site.url:
        return ""
    return (
        f'<link rel="alternate feed" type="application/atom+xml" title="{escape(balanced(title))}" '
        f'href="{relative(feed, page)}">'
    )


def scripts(page: str, *names: str) -> str:
    """Classic scripts of ours, run in this order when the page is read."""
    ways = (relative(f"assets/javascripts/{name}.js", page) for name in names)
    return "".join(f'<script src="{way}" defer></script>' for way in ways)


def json_script(data: Mapping[str, object]) -> str:
    """Data in the page; no text in it can end the element (HTML, restrictions on the contents of script elements)."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return f'<script type="application/ld+json">{text}</script>'
