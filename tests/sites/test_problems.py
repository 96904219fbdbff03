"""What is wrong with an archive is said in one line each; what is only unusual is built."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import html
from tests.support.archive import Archive, contents, new_archive
from tests.support.capture import capture
from tests.support.sites import OWN, RIVER, build, complaints, edit, published


def _rename(archive: Archive, old: str, new: str) -> None:
    """An article of another id."""
    page = archive.page(old)
    archive.write(f"docs/articles/undated/{new}.md", re.sub(r"(?m)^id: .*$", f"id: {new}", page.read_text("utf-8")))
    page.unlink()


def _wrong_folder(archive: Archive) -> None:
    page = archive.page(RIVER)
    archive.write(f"docs/articles/2001/01/{page.name}", page.read_bytes())
    page.unlink()


def _extra(value: object) -> Callable[[Archive], None]:
    return lambda archive: archive.set({"extra": {"generator": False, "khizana": value}})


BROKEN: dict[str, tuple[Callable[[Archive], object], str]] = {
    "a broken link": (
        lambda archive: edit(archive, RIVER, "وبكى من حضر", "[وبكى](2017-06-18-none.md) من حضر"),
        r"docs/articles/2017/06/2017-06-29-\w+\.md:\d+: .*2017-06-18-none\.md",
    ),
    "a broken anchor": (
        lambda archive: edit(archive, RIVER, "وبكى من حضر", "[وبكى](#لا-قسم) من حضر"),
        r"docs/articles/2017/06/2017-06-29-\w+\.md:\d+: .*#لا-قسم",
    ),
    "a broken anchor that looks like a footnote": (
        lambda archive: edit(archive, RIVER, "وبكى من حضر", "[وبكى](#fn-none) من حضر"),
        r"docs/articles/2017/06/2017-06-29-\w+\.md:\d+: .*#fn-none",
    ),
    "two sections of one id": (
        lambda archive: edit(archive, RIVER, "{#ما-بقي-من-العمل}", "{#عودة-العروس}"),
        r"docs/articles/2017/06/2017-06-29-\w+\.md(:\d+)?: .*عودة-العروس",
    ),
    "an unknown tag": (
        lambda archive: edit(archive, RIVER, "- water", "- nowhere"),
        r"docs/articles/2017/06/2017-06-29-\w+\.md:4: .*nowhere",
    ),
    "an unknown outlet": (
        lambda archive: edit(archive, RIVER, "outlet: al-fajr", "outlet: nowhere"),
        r"docs/articles/2017/06/2017-06-29-\w+\.md:\d+: .*nowhere",
    ),
    "no title": (
        lambda archive: edit(archive, RIVER, "title: مع", "title: ''\n# مع"),
        r"docs/articles/2017/06/2017-06-29-\w+\.md:2: .*title",
    ),
    "a page without front matter": (
        lambda archive: archive.write("docs/articles/2017/06/2017-06-01-aaaa.md", "نص\n"),
        r"docs/articles/2017/06/2017-06-01-aaaa\.md:1: .*front matter",
    ),
    "a page that is not UTF-8": (
        lambda archive: archive.write("docs/articles/2017/06/2017-06-01-aaaa.md", "نص".encode("cp1256")),
        r"docs/articles/2017/06/2017-06-01-aaaa\.md(:\d+)?: .*UTF-8",
    ),
    "an article in the wrong folder": (_wrong_folder, r"docs/articles/2001/01/2017-06-29-\w+\.md: .*wrong folder"),
    "an id that is none": (
        lambda archive: _rename(archive, "من يصبر", "Foo Bar"),
        r"docs/articles/undated/Foo Bar\.md.*: .*id",
    ),
    "an id that is a page of ours": (
        lambda archive: _rename(archive, "من يصبر", "shell"),
        r"docs/articles/undated/shell\.md.*: .*id",
    ),
    "a folder called like a page": (
        lambda archive: (archive.layout.articles / "undated/aaaaaaaa.md").mkdir(),
        r"docs/articles/undated/aaaaaaaa\.md.*: ",
    ),
    "a damaged ledger": (
        lambda archive: archive.layout.ledger(archive.article(RIVER).id).write_text("{", "utf-8"),
        r"docs/sources/2017/06/2017-06-29-\w+\.ledger\.json: .*restore",
    ),
    "a duplicate name in the registry": (
        lambda archive: archive.write("docs/registry/entities/x.yml", "id: x\ntype: place\nlabel: رأس السمك\n"),
        r"docs/registry/entities/x\.yml:3: .*fish-cape",
    ),
    "an entity called like a page of ours": (
        lambda archive: archive.write(
            "docs/registry/entities/places-2.yml", "id: places-2\ntype: place\nlabel: السد الجديد\n"
        ),
        r"docs/registry/entities/places-2\.yml:1: .*places-2",
    ),
    "a broken link in a hand-written page": (
        lambda archive: archive.write("docs/about.md", "# عن\n\n[x](articles/2017/06/none.md)\n"),
        r"about\.md.*none\.md",
    ),
    "a broken anchor in a hand-written page": (
        lambda archive: archive.write(
            "docs/about.md", f"# عن\n\n[x](articles/undated/{archive.article('من يصبر').id}.md#none)\n"
        ),
        r"about\.md.*#none",
    ),
    "an unknown setting": (_extra({"colour": 1}), r"extra\.khizana\.colour: "),
    "a setting out of its range": (_extra({"entries_per_page": 0}), r"extra\.khizana\.entries_per_page: "),
    "a setting below zero": (_extra({"latest": -1}), r"extra\.khizana\.latest: "),
    "a setting of another kind": (_extra({"latest": "nine"}), r"extra\.khizana\.latest: "),
    "a time zone that is none": (_extra({"time_zone": "Nowhere/None"}), r"extra\.khizana\.time_zone: "),
    "settings that are none": (_extra("text"), r"extra\.khizana"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_wrong_is_said_in_one_line_and_the_old_site_stands(site_copy: Archive, what: str) -> None:
    spoil, said = BROKEN[what]
    spoil(site_copy)
    before = contents(site_copy.site)
    run = site_copy.build()
    assert run.code == 1
    assert "Traceback" not in run.output
    [line] = complaints(run)
    assert re.search(said, line), line
    assert contents(site_copy.site) == before


def test_all_that_is_wrong_is_said_at_once(site_copy: Archive) -> None:
    edit(site_copy, RIVER, "- water", "- nowhere")
    edit(site_copy, RIVER, "وبكى من حضر", "[وبكى](none.md) من حضر")
    site_copy.write("docs/articles/2017/06/2017-06-01-aaaa.md", "نص\n")
    assert len(complaints(site_copy.build())) == 3


def test_links_of_articles_are_followed_as_written(site_copy: Archive) -> None:
    jisr = site_copy.article("طوله ١٢٠ مترًا").id
    undated = site_copy.article("من يصبر").id
    words = (
        f"[أ]({jisr}.md) [ب](../../undated/{undated}.md) [ج](#ما-بقي-من-العمل)"
        f" [هـ](../../../tags/water.html) [و](../../../about.md) [ز](https://example.org/) [ح](mailto:a@example.org)"
    )
    edit(site_copy, RIVER, "وبكى من حضر", words)
    build(site_copy)
    text = published(site_copy, RIVER)
    for href in (f"{jisr}.html", f"../../undated/{undated}.html", "../../../tags/water.html", "../../../about.html"):
        assert f'<a href="{href}">' in text
    assert html.broken(site_copy.site, OWN) == []


def test_pictures_of_our_own_are_shown(site_copy: Archive) -> None:
    site_copy.write("docs/assets/images/dam.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    edit(site_copy, RIVER, "وبكى من حضر", "![السد](../../../assets/images/dam.svg)")
    build(site_copy)
    assert '<img src="../../../assets/images/dam.svg" alt="السد"' in published(site_copy, RIVER)


def test_section_ids_of_editors_do_not_meet_ours(site_copy: Archive) -> None:
    """An editor may give a section any id; the page still has every id once and every link works."""
    edit(site_copy, RIVER, "{#ما-بقي-من-العمل}", "{#kz-record}")
    site_copy.build()
    ids = html.document(published(site_copy, RIVER)).ids
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("address", [None, "https://example.org/archive/", "https://example.org/archive"])
def test_the_address_of_the_site_may_be_another_or_unknown(site_copy: Archive, address: str | None) -> None:
    site_copy.set({"site_url": address})
    assert site_copy.build().code == 0
    own = f"{address.rstrip('/')}/" if address else ""
    assert html.broken(site_copy.site, own) == []
    page = site_copy.page(RIVER).relative_to(site_copy.layout.docs).with_suffix(".html").as_posix()
    canonical = f'rel="canonical" href="{own}{page}"'
    assert (canonical in published(site_copy, RIVER)) is bool(own)


def test_a_title_that_is_long_breaks_nothing(tmp_path: Path) -> None:
    archive = new_archive(tmp_path / "archive")
    archive.put("inbox/a.txt", capture("كلمة طويلة " * 120))
    assert archive.convert().code == 0
    build(archive)
    assert html.broken(archive.site, OWN) == []
