"""What a page says of itself to machines: JSON-LD, OpenGraph, other `<meta>`, `<link>`, and SingleFile's comment.

All of it is only claimed. It is weighed against what the page shows in `titles` and `days`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from khizana.arabic import one_line

_SINGLE_FILE = re.compile(
    r"<!--\s*Page saved with SingleFile[^>]{0,200}?\burl:\s*(?P<url>https?://[^\s>]+)", re.IGNORECASE
)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(?P<url>https?://[^\s>]+)\s*-->", re.IGNORECASE)
_HEAD = 4096  # characters in which such a comment stands
_LONGEST_VALUE = 2_000
_DATE_NAMES = (
    "article:published_time", "datepublished", "og:article:published_time", "article.published", "pubdate",
    "publishdate", "publish-date", "publish_date", "date", "dc.date", "dc.date.issued", "dcterms.created",
    "sailthru.date", "parsely-pub-date", "og:published_time", "datecreated",
)  # fmt: skip
_AUTHOR_NAMES = ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "twitter:creator")
_ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report|Column|Review|Editorial)\b", re.IGNORECASE)
_MOST_OBJECTS = 5_000


@dataclass(frozen=True)
class Metadata:
    """What is claimed: each list in the order of trust, without empty values and repetitions."""

    headlines: Sequence[str] = ()
    page_titles: Sequence[str] = ()
    site_names: Sequence[str] = ()
    dates: Sequence[str] = ()
    authors: Sequence[str] = ()
    url: str = ""
    tags: Sequence[str] = field(default=())


def read_metadata(document: LexborHTMLParser, html: str) -> Metadata:
    """The claims of a parsed page; `html` is its source."""
    meta = _meta(document)
    stated = list(_statements(document))
    articles = [item for item in stated if _is_article(item)]
    sites = [meta.get("og:site_name", ""), meta.get("application-name", ""), *_names(articles, "publisher")]
    return Metadata(
        headlines=_distinct(_texts(articles, "headline")),
        page_titles=_distinct(
            [meta.get("og:title", ""), meta.get("twitter:title", ""), meta.get("title", ""), _title(document)]
        ),
        site_names=_distinct(
            [*sites, *(name for item in stated if _is_site(item) for name in _strings(item.get("name")))]
        ),
        dates=_distinct([*_texts(articles, "datePublished"), *(meta.get(name, "") for name in _DATE_NAMES)]),
        authors=_distinct([*_names(articles, "author"), *(meta.get(name, "") for name in _AUTHOR_NAMES)]),
        url=_url(document, meta, html),
        tags=_distinct([*_texts(articles, "keywords"), meta.get("keywords", ""), meta.get("article:tag", "")]),
    )


def _meta(document: LexborHTMLParser) -> dict[str, str]:
    """The first value of each name; `itemprop` counts as a name, `<time itemprop>` among them."""
    found: dict[str, str] = {}
    for node in document.css("meta, time[itemprop], time[pubdate]"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        if node.tag == "time":
            name = name or "pubdate"
        value = attributes.get("content") or attributes.get("datetime") or ""
        if name and value.strip():
            found.setdefault(name.strip().lower(), value[:_LONGEST_VALUE])
    return found


def _statements(document: LexborHTMLParser) -> Iterator[Mapping[str, Any]]:
    """Every object of every JSON-LD script, however nested; what is no JSON is passed over."""
    for node in document.css("script[type='application/ld+json' i]"):
        try:
            waiting = [json.loads(node.text(), strict=False)]
        except (ValueError, RecursionError):
            continue
        count = 0
        while waiting and count < _MOST_OBJECTS:
            item, count = waiting.pop(0), count + 1
            if isinstance(item, dict):
                yield item
                waiting += [value for key, value in item.items() if key in ("@graph", "mainEntity", "mainEntityOfPage")]
            elif isinstance(item, list):
                waiting += item


def _is_article(item: Mapping[str, Any]) -> bool:
    return any(_ARTICLE_TYPE.search(kind) for kind in _strings(item.get("@type")))


def _is_site(item: Mapping[str, Any]) -> bool:
    return bool({"WebSite", "Organization", "NewsMediaOrganization"} & set(_strings(item.get("@type"))))


def _texts(items: Sequence[Mapping[str, Any]], key: str) -> list[str]:
    return [text for item in items for text in _strings(item.get(key))]


def _names(items: Sequence[Mapping[str, Any]], key: str) -> list[str]:
    """The names of persons or organisations under a key, given as text, object or list of them."""
    names: list[str] = []
    for item in items:
        values = item.get(key)
        for value in values if isinstance(values, list) else [values]:
            names += _strings(value.get("name")) if isinstance(value, dict) else _strings(value)
    return names


def _strings(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for text in values if isinstance(text, str)]


def _distinct(texts: Sequence[str]) -> tuple[str, ...]:
    """The texts on one line each, entities that were escaped twice read, empty ones and repetitions left out."""
    cleaned = (" ".join(one_line(unescape(text[:_LONGEST_VALUE])).split()) for text in texts)
    return tuple(dict.fromkeys(text for text in cleaned if text))


def _title(document: LexborHTMLParser) -> str:
    node = document.css_first("head > title") or document.css_first("title")
    return node.text() if node else ""


def _url(document: LexborHTMLParser, meta: Mapping[str, str], html: str) -> str:
    """The canonical address, else that of OpenGraph, else where the browser says it saved the page from."""
    link = document.css_first("link[rel~=canonical]")
    stated = (link.attributes.get("href") or "" if link else "", meta.get("og:url", ""))
    saved = _SINGLE_FILE.search(html, 0, _HEAD) or _SAVED_FROM.search(html, 0, _HEAD)
    whole = (one_line(url) for url in (*stated, saved["url"] if saved else ""))
    return next((url for url in whole if re.fullmatch(r"https?://[^\s\\<>\"]{3,2000}", url)), "")
