"""Texts of strangers inside a comment on GitHub: shown as they are, and nothing else.

GitHub renders a comment as Markdown with some HTML, then makes links of mentions, numbers of issues, addresses and
names of commits in the text that results. So every mark of Markdown and HTML becomes a numeric reference, and a word
joiner (U+2060), which nobody sees, parts what would otherwise become a link.
"""

from __future__ import annotations

import re
import unicodedata

from khizana.arabic import balanced, one_line

JOINER = "\u2060"
# A mention, an issue, a port or scheme, an emoji, a host's www; a pull request by GH-1; seven hex digits of a commit.
_LINKED = re.compile(r"(?<=[@#:])(?=\S)|(?<=[gG][hH])(?=-)|(?<=[wW]{3})(?=\.)|(?<=[0-9a-f]{6})(?=[0-9a-f])")
_MARK = re.compile(r"[!-,./:-@\[-`{-~]")


def escaped(text: str, longest: int = 300) -> str:
    """The text on one line for a comment, cut after `longest` characters, its direction closed."""
    line = one_line(text)
    line = line if len(line) <= longest else f"{line[:longest].rstrip()}…"
    shown = balanced("".join(_visible(char) for char in line))
    return _MARK.sub(lambda mark: f"&#{ord(mark[0])};", _LINKED.sub(JOINER, shown))


def code(text: str) -> str:
    """A path or an id, left to right, in letters of one width."""
    return f'<code dir="ltr">{escaped(text)}</code>'


def _visible(char: str) -> str:
    """A character, or its number where it is an override or nothing that has a shape."""
    if char in "\u202d\u202e" or unicodedata.category(char) in ("Cc", "Cs", "Cn", "Co"):
        return f"[U+{ord(char):04X}]"
    return char
