"""A site that is built again: after edits, after a kill, with another generator, of captures that are one article."""

from __future__ import annotations

import re
import signal

import pytest

from tests.support import html
from tests.support.archive import Archive, contents
from tests.support.sites import OWN, RIVER, build, edit, published


class TestAgain:
    def test_two_builds_are_the_same_bytes(self, site_copy: Archive) -> None:
        before = contents(site_copy.site)
        build(site_copy)
        assert contents(site_copy.site) == before
        assert [path.name for path in site_copy.root.glob(".site*")] in ([], [".site.before"])

    def test_a_build_leaves_docs_alone(self, site_copy: Archive) -> None:
        before = site_copy.files()
        build(site_copy)
        assert site_copy.files() == before

    def test_what_is_gone_from_the_archive_goes_from_the_site(self, site_copy: Archive) -> None:
        page = site_copy.page("من يصبر")
        url = page.relative_to(site_copy.layout.docs).with_suffix(".html")
        assert (site_copy.site / url).is_file()
        page.unlink()
        build(site_copy)
        assert not (site_copy.site / url).exists()
        assert not (site_copy.site / "archive/undated.html").exists()
        assert html.broken(site_copy.site, OWN) == []

    @pytest.mark.parametrize("event", ["on_page_content", "on_post_page", "on_post_build", "on_env"])
    def test_a_killed_build_leaves_the_old_site_whole(self, site_copy: Archive, event: str) -> None:
        before = contents(site_copy.site)
        kill = f"import os, signal\n\n\ndef {event}(*args, **kwargs):\n    os.kill(os.getpid(), signal.SIGKILL)\n"
        site_copy.write("kill.py", kill)
        edit(site_copy, RIVER, "وبكى من حضر", "وفرح من حضر")
        for hooks in (["kill.py", "hooks/site.py"], ["hooks/site.py", "kill.py"]):
            site_copy.set({"hooks": hooks})
            assert site_copy.build().code == -signal.SIGKILL
            if hooks[0] == "kill.py" or event != "on_post_build":
                assert contents(site_copy.site) == before
        site_copy.set({"hooks": ["hooks/site.py"]})
        build(site_copy)
        assert "وفرح من حضر" in published(site_copy, RIVER)


def test_properdocs_builds_the_same_site(site_copy: Archive) -> None:
    before = contents(site_copy.site)
    run = site_copy.build("properdocs")
    assert run.code == 0, run.output
    after = contents(site_copy.site)
    assert sorted(after) == sorted(before)
    assert {name for name in after if _neutral(after[name]) != _neutral(before[name])} == set()


def _neutral(data: bytes) -> bytes:
    """A page without the name of what generated it."""
    return re.sub(rb'<meta name="generator" content="[^"]*">', b"", data)


def test_the_page_of_a_duplicate_capture_is_one(site_copy: Archive) -> None:
    """Captures of one article under two addresses end as one page of the site."""
    text = site_copy.original(site_copy.article(RIVER).id)
    site_copy.put("inbox/al-fajr/twin.txt", text.replace("شارك", "شاركها"))
    site_copy.convert()
    before = html.html_pages(site_copy.site)
    build(site_copy)
    assert html.html_pages(site_copy.site) == before
