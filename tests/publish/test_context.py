"""The line around a mention."""

from __future__ import annotations

import re
from html import unescape

import pytest

from khizana.catalogue.entry import TITLE, Entry, Mention
from khizana.catalogue.reading import read_archive
from khizana.publish.context import context_line
from khizana.registry import read_registry
from tests.support.archive import Archive


class TestContext:
    @pytest.fixture
    def entries(self, converted: Archive) -> list[Entry]:
        made, _ = read_archive(converted.layout, read_registry(converted.layout.registry))
        return made

    def test_every_mention_has_a_short_line_with_its_name_marked(self, entries: list[Entry]) -> None:
        seen = 0
        for entry in entries:
            for mention in entry.mentions:
                line = str(context_line(entry, mention))
                text = entry.article.title if mention.block == TITLE else entry.blocks[mention.block].text
                [name] = re.findall("<mark>(.*?)</mark>", line)
                assert name == text[mention.start : mention.end]
                plain = re.sub("<[^>]+>", "", line)
                assert len(plain) <= 160
                assert "\n" not in plain
                seen += 1
        assert seen > 10

    def test_lines_are_cut_at_words(self, entries: list[Entry]) -> None:
        for entry in entries:
            for mention in (one for one in entry.mentions if one.block != TITLE):
                words = set(entry.blocks[mention.block].text.split())
                plain = unescape(re.sub("<[^>]+>", "", str(context_line(entry, mention))))
                assert {word for word in plain.split() if word.strip("…")} <= words

    def test_lines_are_escaped(self, converted: Archive, entries: list[Entry]) -> None:
        hostile = "<b onclick=x> النهر الكبير </b>&amp;"
        page = converted.page("من يصبر")
        page.write_text(page.read_text("utf-8") + f"\n{hostile}\n", "utf-8")
        made, _ = read_archive(converted.layout, read_registry(converted.layout.registry))
        lines = [
            str(context_line(entry, mention))
            for entry in made
            for mention in entry.mentions
            if mention.entity == "great-river" and entry.path == page
        ]
        assert len(lines) == 1 and "<b" not in lines[0].replace("<bdi", "")

    def test_a_mention_at_the_edge(self, entries: list[Entry]) -> None:
        entry = entries[0]
        text = entry.blocks[0].text
        assert str(context_line(entry, Mention("x", 0, 0, len(text)))).startswith("<mark>")
