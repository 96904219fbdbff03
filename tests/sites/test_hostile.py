"""Hostile texts in every field of an archive: the site stays what it is."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.support import html
from tests.support.archive import Archive, new_archive
from tests.support.capture import capture
from tests.support.sites import OWN, RIVER, build, pages, published
from tests.support.text import visible

HOSTILE = [
    '"><script>alert(1)</script>',
    "</title><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "'-alert(1)-' {{ 7*7 }} {% raw %}",
    "--><svg onload=alert(1)>",
    "SLOT-00000000000000000000000000000000-body-",
]


@pytest.fixture(scope="module", params=range(len(HOSTILE)))
def attacked(request: pytest.FixtureRequest, built: Archive, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The fixture archive with hostile words in every record and page."""
    evil = HOSTILE[request.param]
    archive = built.copy(tmp_path_factory.mktemp("hostile") / "archive")
    for page in archive.pages():
        _, matter, body = page.read_text("utf-8").split("---\n", 2)
        record = yaml.safe_load(matter)
        record |= {"title": f"عنوان {evil}", "description": f"وصف {evil}", "authors": [f"كاتب {evil}"]}
        record["source"] |= {"date_printed": f"تاريخ {evil}", "url": f"https://example.org/{evil}"}
        dumped = yaml.safe_dump(record, allow_unicode=True, sort_keys=False)
        page.write_text(f"---\n{dumped}---\n{body}\n\nنص {evil}\n\n## {evil}\n", "utf-8")
    for path in archive.layout.registry.rglob("*.yml"):
        record = yaml.safe_load(path.read_bytes())
        label = record["label"]
        record["label"] = f"{label} {evil}"
        if path.parent.name == "entities":
            record["aliases"] = [*record.get("aliases", []), label]
            record["latin"] = f"Latin {evil}"
        if path.parent.name != "sources":
            record["description"] = f"وصف {evil}"
        path.write_text(yaml.safe_dump(record, allow_unicode=True, sort_keys=False), "utf-8")
    run = archive.build()
    assert run.code == 0, run.output
    archive.write("evil.txt", evil)
    return archive


class TestHostile:
    """What a stranger wrote into records and front matter is text wherever it is shown."""

    def test_no_page_gains_a_script_or_a_handler(self, attacked: Archive, built: Archive) -> None:
        plain = {url: _live(text) for url, text in pages(built.site).items()}
        for url, text in pages(attacked.site).items():
            assert _live(text) <= plain.get(url, next(iter(plain.values()))) | _live(built_like(built, url)), url

    def test_pages_stay_whole(self, attacked: Archive) -> None:
        for url, text in pages(attacked.site).items():
            try:
                html.tree(text)
            except Exception as error:  # html5lib's error does not say which page
                pytest.fail(f"{url}: {error}")
        assert html.broken(attacked.site, OWN) == []

    def test_the_words_are_shown_as_they_are(self, attacked: Archive) -> None:
        evil = (attacked.root / "evil.txt").read_text("utf-8")
        root = html.tree(published(attacked, RIVER))
        shown = visible(html.text_of(root))
        for words in ("عنوان", "كاتب", "تاريخ", "نص"):
            assert visible(f"{words} {evil}") in shown
        [title] = [html.text_of(element) for element in root.iter("title")]
        assert visible(title) == visible(f"عنوان {evil} - خزانة")
        [description] = [meta.get("content") for meta in root.iter("meta") if meta.get("name") == "description"]
        assert visible(str(description)) == visible(f"وصف {evil}")
        entity = html.tree((attacked.site / "entities/oasis.html").read_text("utf-8"))
        assert visible(f"مدينة الواحة {evil}") in visible(html.text_of(entity))


def built_like(built: Archive, url: str) -> str:
    """A page of the same room of the plain site."""
    room = url.split("/")[0]
    return next(text for other, text in pages(built.site).items() if other.split("/")[0] == room)


def _live(text: str) -> set[str]:
    """Everything of a page that could run: scripts, handlers, live addresses, foreign frames."""
    found: set[str] = set()
    for tag, values in html.document(text).tags:
        if tag in ("script", "iframe", "object", "embed", "form", "svg", "base", "style", "textarea"):
            found.add(f"{tag} {values.get('src', '')[-30:]} {values.get('onload', '')}".replace("../", ""))
        found |= {f"{tag} {name}" for name in values if name.startswith("on")}
        found |= {f"{tag} {name}" for name, value in values.items() if html.scheme(value) in ("javascript", "vbscript")}
    return found


BIDI = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c",
        "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}  # fmt: skip


def test_bidi_controls_of_a_title_stay_in_it(tmp_path: Path) -> None:
    """An override nobody closes would turn round what stands beside the title, such as the site's name."""
    archive = new_archive(tmp_path / "archive")
    archive.put("inbox/a.txt", capture("خبر \u202eمقلوب \u2067معزول"))
    assert archive.convert().code == 0
    build(archive)
    root = html.tree(published(archive, "القاطرة"))
    for name in ("title", "h1"):
        [shown] = [html.text_of(element) for element in root.iter(name)]
        opened = [char for char in shown if char in BIDI]
        assert len(opened) == sum(char in "\u202c\u2069" for char in shown), name
