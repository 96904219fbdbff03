"""The direct reading of plain bodies: it gives the trees Python-Markdown gives, or none."""

from __future__ import annotations

from importlib import import_module
from xml.etree.ElementTree import Element

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from khizana.profile.plain import plain_tree

# `khizana.profile.render` is also the name of a function.
by_markdown = import_module("khizana.profile.render")._tree

# fmt: off
PIECES = [
    "كلمة", "نص أطول قليلًا", "2017", "٣. ", "www.x.com", "http://a.b", "\n", "\n\n", "\n\n\n", " ", "  ", "\t",
    "\u00a0", "\x85", "\u2028", "\ufeff", "- ", "+ ", "* ", "> ", "# ", "## ", "### ", "1. ", "1\\. ", "\\- ",
    "\\#", "\\*", "\\\\", "\\", "{#a}", " {#b}", "{", "}", ":", "=", "---", "===", "*", "_", "_a_", "**", "[",
    "]", "[^1]", "[^1]: ", "![", "](x)", "!", "^", "~", "|", "&amp;", "<b>", "`x`", "klzzwxh:0001", "\x02",
    "\x03",
]
# fmt: on
bodies = st.lists(st.sampled_from(PIECES), max_size=16).map("".join)


def shape(element: Element) -> tuple[object, ...]:
    """All there is to an element."""
    inside = tuple(shape(child) for child in element)
    return element.tag, dict(element.attrib), element.text or "", element.tail or "", inside


@settings(max_examples=3000)
@example("\u00a0a\n\nb")
@example("- a\n\n- b")
@example("> a\n\nb")
@example("1\\. !_a__a_")
@given(bodies)
def test_the_same_trees(body: str) -> None:
    read = plain_tree(body)
    if read is not None:
        assert [shape(one) for one in read] == [shape(one) for one in by_markdown(body)]


@pytest.mark.parametrize(
    "body",
    [
        "## عنوان {#عنوان}\n\nفقرة أولى.\nسطرها الثاني.\n\n- بند\n- بند آخر\n\nفقرة \\* بنجمة.\n",
        "> اقتباس\n\n### فرعي {#فرعي}\n\nقال: نعم.\n",
    ],
)
def test_ordinary_articles_are_read_directly(body: str) -> None:
    assert plain_tree(body) is not None
