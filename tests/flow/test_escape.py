"""Texts of strangers in a comment: read back as they were, and never a mark, a mention or a link."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown

from khizana.arabic import balanced, one_line
from scripts.flows.escape import JOINER, code, escaped
from scripts.flows.outputs import say

PRINTED = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co", "Cf"]), max_size=60)


@given(PRINTED)
def test_it_reads_as_it_was(text: str) -> None:
    assert html.unescape(escaped(text)).replace(JOINER, "") == balanced(one_line(text)).replace(JOINER, "")


@given(st.text(max_size=80))
def test_nothing_of_it_is_markup(text: str) -> None:
    shown = markdown(f"x {escaped(text)}", extensions=["tables", "fenced_code"])
    assert re.sub(r"&#?\w+;", "", shown).count("<") == 2, shown  # the paragraph around it


LINKED = (
    "@everyone", "شكرًا @khizana/editors", "#12", "khizana/archive#12", "GH-12", "https://evil.example",
    "www.evil.example", ":tada:", "0123abcd0123abcd",
)  # fmt: skip


@pytest.mark.parametrize("text", LINKED)
def test_github_finds_nothing_to_link(text: str) -> None:
    """What GitHub makes a link of in rendered text, by its own rules (github/cmark-gfm, the filters of mentions)."""
    shown = html.unescape(escaped(text))
    linked = r"[@#]\w|GH-\d|https?://\w|www\.\w|:\w+:|\b[0-9a-f]{7,40}\b"
    assert not re.search(linked, shown), shown


def test_what_turns_the_line_round_is_shown_and_closed() -> None:
    assert escaped("أ\u202eب") == "أ&#91;U&#43;202E&#93;ب"
    assert escaped("\u2067أ") == "\u2067أ\u2069"
    assert escaped("سطر\nآخر\u2028ثالث") == "سطر آخر ثالث"


def test_long_texts_are_cut() -> None:
    assert escaped("كلمة " * 100, 20) == "كلمة كلمة كلمة كلمة…"


def test_code_cannot_be_left() -> None:
    assert code("</code><script>") == ('<code dir="ltr">&#60;&#47;code&#62;&#60;script&#62;</code>')


@pytest.mark.parametrize(
    "line", ["::set-output name=check::success", "  ::error::x", "ok ##[set-output name=a]b", "\x1b[2J::x"]
)
def test_no_line_in_a_log_is_a_command_to_the_runner(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    say(f"first\n{line}\rlast")
    for shown in re.split(r"[\n\r]", capsys.readouterr().out):
        assert not shown.lstrip().startswith("::") and "##[" not in shown and "\x1b" not in shown
