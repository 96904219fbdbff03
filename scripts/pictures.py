"""The pictures of the guides, taken from the built site and the real form and comment: run again when they change.

    python scripts/pictures.py [SITE]       docs/development/pictures/*.png; SITE is site/ unless given

Needs a Chromium (scripts/browser.py) and a site that was built. No picture is larger than 100 KB.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Any

import click
import yaml
from markdown import markdown
from playwright.sync_api import Locator, Page, sync_playwright

from khizana.article import read_page
from khizana.layout import Layout
from khizana.profile import render
from khizana.publish.urls import article_url

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # so that the flows can be imported as scripts.flows

from scripts.browser import find_browser  # noqa: E402
from scripts.flows.markdown import Places, summary  # noqa: E402
from scripts.flows.model import Change, Field, Preview  # noqa: E402
from scripts.flows.words import passages  # noqa: E402

FORM = ROOT / ".github" / "ISSUE_TEMPLATE" / "article.yml"
PICTURES = ROOT / "docs" / "development" / "pictures"
MOST_BYTES = 100_000
WIDTH = 760
MARKED = "el => { el.style.outline = '3px solid #c2410c'; el.style.outlineOffset = '4px'; }"
FONTS = ROOT / "docs" / "assets" / "stylesheets" / "fonts.css"
# Much as GitHub shows a comment and a form.
STYLE = """
body { margin: 0; padding: 24px; font: 16px/1.75 'Khizana Sans', sans-serif; color: #1f2328; background: #fff }
h3, h4 { margin: 0.8em 0 0.4em }
table { border-collapse: collapse }
td, th { border: 1px solid #d1d9e0; padding: 4px 10px }
code { font: 12.5px monospace; background: #eff1f3; padding: 1px 5px; border-radius: 4px }
blockquote { margin: 0; padding: 0 12px; border-inline-start: 3px solid #d1d9e0 }
a { color: #0969da }
del { background: #ffebe9 }
ins { background: #dafbe1; text-decoration: none }
fieldset { border: 0; padding: 0; margin: 0 0 14px }
label { font-weight: 600; display: block }
small { color: #59636e; display: block }
.box { border: 1px solid #d1d9e0; border-radius: 6px; background: #f6f8fa; min-height: 30px; padding: 2px 10px }
.tall { min-height: 92px }
"""


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("site", default=ROOT / "site", type=click.Path(path_type=Path))
def main(site: Path) -> None:
    """Take the pictures of the guides from SITE."""
    if not (site / "index.html").is_file():
        sys.exit(f"{site}: there is no site; run make site")
    PICTURES.mkdir(parents=True, exist_ok=True)
    article = longest_article()
    with browsing() as page:
        page.goto((site / article_url(article.stem)).resolve().as_uri())
        take_correction(page)
        shown(page, comment(article))
        take(page.locator("body"), "comment")
        shown(page, form(yaml.safe_load(FORM.read_bytes())))
        take(page.locator("body"), "form")


@contextmanager
def browsing() -> Iterator[Page]:
    """A page of a browser, as wide as a picture."""
    found = find_browser()
    if not found:
        sys.exit("there is no Chromium; run scripts/browser.py")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(found))
        yield browser.new_page(viewport={"width": WIDTH, "height": 900}, color_scheme="light", locale="ar")
        browser.close()


def take_correction(page: Page) -> None:
    """The foot of an article, the link that opens its file marked."""
    link = page.get_by_text("صحّح هذه الصفحة").first
    link.scroll_into_view_if_needed()
    link.evaluate(MARKED)
    box = link.bounding_box()
    assert box
    top = max(0, box["y"] - 230)
    picture(page.screenshot(clip={"x": 0, "y": top, "width": WIDTH, "height": 300}), "correct")


def take(locator: Locator, name: str) -> None:
    """A picture of one element."""
    picture(locator.screenshot(), name)


def picture(data: bytes, name: str) -> None:
    """Keep a picture, unless it is too large for a guide."""
    if len(data) > MOST_BYTES:
        sys.exit(f"{name}: {len(data)} bytes; take less of the page")
    (PICTURES / f"{name}.png").write_bytes(data)
    click.echo(f"{name}.png: {len(data) // 1000} KB")


def shown(page: Page, body: str) -> None:
    """A page of our own with this content, in the faces of the site."""
    head = f'<meta charset="utf-8"><link rel="stylesheet" href="{FONTS.as_uri()}"><style>{STYLE}</style>'
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shown.html"
        path.write_text(f'<!doctype html><html lang="ar" dir="rtl">{head}<body>{body}', "utf-8")
        page.goto(path.as_uri())
        page.evaluate("document.fonts.ready")


def longest_article() -> Path:
    """The article with most text: it has something to show."""
    return max(Layout(ROOT).articles.rglob("*.md"), key=lambda path: (path.stat().st_size, path.name))


def comment(path: Path) -> str:
    """The comment on a correction of one word, as GitHub shows it."""
    article = read_page(path.read_bytes().decode(), path)
    texts = [block.text for block in render(article.body)]
    place, word = next((place, word) for place, text in enumerate(texts) for word in text.split() if "إ" in word[1:])
    before = [text.replace(word, word.replace("إ", "ا"), 1) if n == place else text for n, text in enumerate(texts)]
    shown_path = path.relative_to(ROOT).as_posix()
    fields = (Field("tags", "متاحف", "متاحف، آثار"),)
    change = Change("articles", "changed", shown_path, path.stem, article.title, fields, tuple(passages(before, texts)))
    preview = Preview(1, 1, (change,), pages=(article_url(path.stem), "tags/archaeology.html"))
    text = summary(preview, Places("https://github.com/khizana/khizana/blob/main", "", "#"))
    inside = text.replace("<div dir", '<div markdown="1" dir').replace("<details", '<details markdown="1"')
    return markdown(inside, extensions=["md_in_html", "tables"])


def form(record: dict[str, Any]) -> str:
    """The form, much as GitHub shows it."""
    return f"<h3>{escape(record['name'])}</h3>" + "".join(_field(row) for row in record["body"])


def _field(row: dict[str, Any]) -> str:
    facts = row["attributes"]
    if row["type"] == "markdown":
        return str(markdown(facts["value"]))
    if row["type"] == "checkboxes":
        boxes = "".join(f"<div>☐ {escape(option['label'])}</div>" for option in facts["options"])
        return f"<fieldset><label>{escape(facts['label'])}</label>{boxes}</fieldset>"
    tall = " tall" if row["type"] == "textarea" and "render" in facts else ""
    return (
        f"<fieldset><label>{escape(facts['label'])}</label><small>{escape(facts.get('description', ''))}</small>"
        f'<div class="box{tall}" dir="auto">{escape(facts.get("placeholder", ""))}</div></fieldset>'
    )


if __name__ == "__main__":
    main()
