"""Saved pages, feeds and drawings with markup that breaks parsers, hides text or bears code."""

# ruff: noqa: E501 - a table of cases is read by its cases, however wide they are

from __future__ import annotations

import json

from tests.hostile.case import LINES, TITLE, Cases, page, paragraphs, text

_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<!DOCTYPE x [<!ENTITY l0 "ضحك">{_LAUGHS}]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY h SYSTEM "http://127.0.0.1:9/">]>'
UNCLOSED = ["textarea", "script", "style", "title", "noscript", "iframe", "xmp", "noembed", "noframes", "plaintext", "template", "select", "svg", "math", "table", "!--", "![CDATA[", "?php", "button", "a href=\"", "div class='", "object", "canvas", "frameset", "b", "pre", "listing", "svg><style", "math><mi><style", "ruby", "details"]  # fmt: skip
SCRIPTED = [
    '<img src=x onerror=__hit()>', '<svg onload=__hit()>', '<a href="javascript:__hit()">ا</a>', '<base href="//evil.example/">', '<meta http-equiv=refresh content="0;url=javascript:__hit()">',
    '<form action="javascript:__hit()"><input type=submit value=ا></form>', '<iframe srcdoc="<script>__hit()</script>"></iframe>', '<object data="data:text/html,x">ا</object>', '<embed src="javascript:__hit()">',
    '<style>@import "javascript:__hit()";</style>', '<link rel=stylesheet href="//evil.example/x.css">', '<p style="background:url(javascript:__hit())">ا</p>', '<math><mtext></form><form><mglyph><style></math><img src onerror=__hit()>',
    '<noscript><p title="</noscript><img src=x onerror=__hit()>">', '<svg><desc><style><img src=x onerror=__hit()></style></desc></svg>', '<table><td background="javascript:__hit()">ا</table>',
]  # fmt: skip


def by_markup() -> Cases:
    """All of this room."""
    yield from _pages()
    yield from _sizes()
    yield from _feeds()
    yield from _metadata()


def _pages() -> Cases:
    for tag in UNCLOSED:
        yield text(f"unclosed {tag}", page(f"<p>{LINES[0]}</p><{tag}>{paragraphs()}"), "page.html")
        yield text(f"unclosed {tag} at the start", f"<html><{tag}>{paragraphs()}", "page.html")
    for number, words in enumerate(SCRIPTED):
        yield text(f"scripted {number}", page(f"{paragraphs()}{words}<p>{words}</p>"), "page.html")
        yield text(f"scripted title {number}", page(paragraphs(), title=words), "page.html")
    whole = page(paragraphs())
    for cut in (1, 5, 20, 60, 100, 140, 200, 300, len(whole) - 3):
        yield text(f"page of {cut} characters", whole[:cut], "page.html")
    for name, words in {
        "no body": "<html><head><title>س</title></head></html>", "only a script": "<html><script>نص</script></html>", "only a comment": "<html><!-- نص --></html>", "frames": "<html><frameset><frame src=a></frameset></html>",
        "only navigation": "<html><body><nav>" + "<a href=#>ا</a>" * 50 + "</nav></body></html>", "doubled": whole * 2, "ten articles": page(paragraphs()) + f"<article>{paragraphs()}</article>" * 9,
        "NUL in a tag": page(paragraphs()).replace("<p>", "<p\0>"), "entities": page("<p>" + "&#x202e;&#0;&#xD800;&#1114112;&#x80;&nbsp;&bogus;&amp;amp;&lt;b&gt;" * 20 + LINES[0] + "</p>" + paragraphs()),
        "hidden text": page(f'<p hidden>{LINES[0]}</p><p style="display:none">{LINES[1]}</p>{paragraphs()}'), "XHTML": f'<?xml version="1.0"?>{LAUGHS}<html xmlns="http://www.w3.org/1999/xhtml"><body>&l9;{paragraphs()}</body></html>',
        "outside entity": f"{OUTSIDE}<html><body><p>&e;&h;</p>{paragraphs()}</body></html>", "base": page(paragraphs(), '<base href="javascript:__hit()">'), "two bodies": f"<html><body>{paragraphs()}</body><body onload=__hit()>{paragraphs()}</body></html>",
        "text after the end": page(paragraphs()) + LINES[0], "no tags": " ".join(LINES), "heading inside a link inside a heading": page(f"<h2><a><h3><a>ا</h2>{paragraphs()}"), "line separators": page(paragraphs().replace(" ", "\u2028", 5).replace(" ", "\u0085", 5)),
        "bidi": page(f"<p>\u202e{LINES[0]}</p><p dir=ltr><bdo dir=rtl>{LINES[1]}</bdo></p>", title="\u202eعنوان"), "controls at the end of an inline element": page(f"<x-y>{paragraphs()}\x7f</x-y>"), "empty headings": page("<h2></h2><h2> </h2><h3>&nbsp;</h3>" + paragraphs()),
    }.items():  # fmt: skip
        yield text(f"page: {name}", words, "page.html")


def _sizes() -> Cases:
    for name, words in {
        "5,000 nested divs": "<div>" * 5000 + paragraphs() + "</div>" * 5000, "50,000 nested divs": "<div>" * 50_000 + paragraphs(), "5,000 nested spans": "<p>" + "<span>" * 5000 + LINES[0] + "</span>" * 5000 + paragraphs(),
        "2,000 nested tables": "<table><tr><td>" * 2000 + paragraphs(), "3,000 unclosed bolds": "<p><b>ا" * 3000, "3,000 unclosed fonts": "<font color=red><p>ا</p>" * 3000, "1,000 nested lists": "<ul><li>ا" * 1000,
        "5,000 nested quotations": "<blockquote>" * 5000 + paragraphs(), "100,000 headings": "<h2>ع</h2>" * 100_000 + paragraphs(), "30,000 paragraphs": "<p>ع</p>" * 30_000, "1 MB attribute": f'<p title="{"ا" * 500_000}">{LINES[0]}</p>{paragraphs()}',
        "20,000 attributes": f"<p {' '.join(f'a{n}=1' for n in range(20_000))}>{LINES[0]}</p>{paragraphs()}", "unclosed attribute of 1 MB": f'{paragraphs()}<p title="{"ا" * 500_000}', "100,000 angles": paragraphs() + "<" * 100_000, "100,000 ends": paragraphs() + "</p>" * 100_000,
        "100,000 entities": paragraphs() + "&" * 100_000, "30,000 comments": "<!---->" * 30_000 + paragraphs(), "50,000 links": "<a href=#>ا</a> " * 50_000 + paragraphs(), "1 MB script": f"<script>{'x' * 1_000_000}</script>{paragraphs()}",
        "data picture": f'<img src="data:image/png;base64,{"A" * 1_000_000}">{paragraphs()}', "1,000 forms": "<form>" * 1000 + paragraphs(), "a table of 10,000 cells": "<table>" + "<tr>" + "<td>ا" * 10_000 + "</table>" + paragraphs(), "20,000 nested unclosed links": "<a href=x>" * 20_000 + paragraphs(),
    }.items():  # fmt: skip
        yield text(f"page: {name}", page(words), "page.html")


def _feeds() -> Cases:
    item = f"<item><title>{TITLE}</title><description>{' '.join(LINES)}</description></item>"
    rss = f'<?xml version="1.0"?><rss version="2.0"><channel><title>س</title>{item}</channel></rss>'
    for name, words in {
        "billion laughs": rss.replace("<rss", f"{LAUGHS}<rss").replace(TITLE, "&l9;"), "billion laughs in the text": rss.replace("<rss", f"{LAUGHS}<rss").replace(LINES[0], "&l9;"), "quadratic": rss.replace("<rss", f'<!DOCTYPE x [<!ENTITY a "{"ض" * 50_000}">]><rss').replace(TITLE, "&a;" * 1000),
        "outside entity": rss.replace("<rss", f"{OUTSIDE}<rss").replace(TITLE, "&e;&h;"), "two doctypes": rss.replace("<rss", f"<!DOCTYPE a>{LAUGHS}<rss").replace(TITLE, "&l9;"), "late doctype": rss.replace("<channel>", f"<channel>{LAUGHS}").replace(TITLE, "&l9;"), "parameter entities": rss.replace("<rss", '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]><rss'),
        "cut": rss[:-60], "cut in an item": rss[: len(rss) // 2], "no items": rss.replace(item, ""), "empty items": rss.replace(item, "<item/>" * 50), "5,000 items": rss.replace(item, "<item><title>أ</title></item>" * 5000), "deep": rss.replace(item, "<a>" * 5000), "scripted": rss.replace(TITLE, "<![CDATA[" + SCRIPTED[0] + "]]>").replace(LINES[0], "<![CDATA[" + "".join(SCRIPTED) + "]]>"),
        "wrong encoding": rss.replace("?>", ' encoding="windows-1252"?>', 1), "bogus encoding": rss.replace("?>", ' encoding="\u0000x"?>', 1), "two roots": rss * 2, "text before": "س" + rss, "controls": rss.replace(TITLE, "\x01\x02\x08&#1;&#0;&#xFFFF;&#xD800;"), "javascript link": rss.replace("<title>ا", "<link>javascript:__hit()</link><title>ا"),
        "bad date": rss.replace("<description>", "<pubDate>Fri, 99 Foo 99999 99:99:99 +9999</pubDate><description>"), "huge date": rss.replace("<description>", f"<pubDate>{'9' * 5000}</pubDate><description>"), "1 MB name": rss.replace("<item>", f"<{'i' * 500_000}><item>"), "CDATA unclosed": rss.replace("<description>", "<description><![CDATA["),
    }.items():  # fmt: skip
        yield text(f"feed: {name}", words, "feed.rss")
        if "laughs" in name or "entity" in name:
            yield text(f"feed by its content: {name}", words, "feed.unknown")
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><script>__hit()</script><text>{LINES[0]}</text></svg>'
    for ending in ("svg", "xml", "html", "txt"):
        yield text(f"drawing {ending}", svg, f"drawing.{ending}")
        yield text(
            f"laughing drawing {ending}",
            f'<?xml version="1.0"?>{LAUGHS}{svg.replace(LINES[0], "&l9;")}',
            f"drawing.{ending}",
        )


def _metadata() -> Cases:
    claims: dict[str, object] = {
        "deep": "[" * 5000, "a bomb": "[" * 100_000 + "]" * 100_000, "not JSON": "{headline:", "a huge number": '{"headline": ' + "9" * 5000 + "}", "not a number": '{"@type": "NewsArticle", "headline": NaN}', "half a letter": '{"@type":"NewsArticle","headline":"\\ud800"}',
        "wrong kinds": json.dumps({"@type": ["NewsArticle"], "headline": {"a": [1]}, "author": [[["x"]], 7, None], "datePublished": {"x": 1}, "keywords": 5}), "a list": "[[[1]]]", "NUL": '{"@type":"NewsArticle","headline":"a\\u0000b"}', "bad date": '{"@type":"NewsArticle","datePublished":"9999999-13-45T99:99"}', "scripted": json.dumps({"@type": "NewsArticle", "headline": TITLE, "author": {"name": SCRIPTED[0]}, "url": "javascript:__hit()"}),
    }  # fmt: skip
    for name, claim in claims.items():
        yield text(
            f"claims: {name}", page(paragraphs(), f'<script type="application/ld+json">{claim}</script>'), "page.html"
        )
    for name in ("og:title", "og:url", "author", "article:published_time", "keywords", "og:site_name"):
        for number, value in enumerate(
            (
                "",
                "\u202e",
                "javascript:__hit()",
                "ا" * 20_000,
                "&lt;script&gt;",
                "http://[::1",
                "//\\@x",
                "9999-99-99",
                "\ufffe\x01",
            )
        ):
            yield text(
                f"claim {name} {number}",
                page(paragraphs(), f'<meta property="{name}" name="{name}" content="{value}">'),
                "page.html",
            )
