"""Marks inside a line of someone's own Markdown: the words a reader sees, with links, emphasis and pictures apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from khizana.profile import Mark
from khizana.profile.marks import MarkKind

_TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|!\[(?P<alt>[^\[\]]{0,500})\]\((?P<source>[^()\s]{0,2000})(?:[ \t]+\"[^\"]{0,200}\")?\)"
    r"|\[(?P<link>(?:[^\[\]]|\[[^\[\]]{0,500}\]){1,500}?)\]\((?P<target>[^()\s]{0,2000})(?:[ \t]+\"[^\"]{0,200}\")?\)"
    r"|(?P<sign>\*\*|__)(?=\S)(?P<strong>[^*_]{1,2000}?)(?<=\S)(?P=sign)"
    r"|(?<![\dA-Za-z_*])\*(?=[^\s*])(?P<em>[^*]{1,2000}?)(?<=[^\s*])\*(?![\dA-Za-z_*])"
)
_KINDS: tuple[MarkKind, ...] = ("link", "strong", "em")


@dataclass(frozen=True)
class Words:
    """The words of a line, its marks with addresses as written, and its pictures as address and alternative text.

    The alternative text of a picture is among the words: someone wrote it to be read.
    """

    text: str = ""
    marks: tuple[Mark, ...] = ()
    pictures: tuple[tuple[str, str], ...] = field(default=())

    @property
    def is_picture(self) -> bool:
        """Is there nothing but pictures and what they show?"""
        return bool(self.pictures) and self.text.strip() == " ".join(alt for _, alt in self.pictures).strip()


def read_inline(text: str) -> Words:
    """The words of a line of Markdown."""
    texts: list[str] = []
    marks: list[Mark] = []
    pictures: list[tuple[str, str]] = []
    place = end = 0
    for token in _TOKEN.finditer(text):
        before = text[end : token.start()]
        place, end = place + len(before), token.end()
        inner = _inner(token)
        texts += [before, inner.text]
        marks += [replace(mark, start=mark.start + place, end=mark.end + place) for mark in inner.marks]
        pictures += inner.pictures
        place += len(inner.text)
    return Words("".join((*texts, text[end:])), tuple(marks), tuple(pictures))


def _inner(token: re.Match[str]) -> Words:
    if token["escaped"]:
        return Words(token["escaped"])
    if token["source"] is not None:
        alt = read_inline(token["alt"]).text
        return Words(alt, (), ((token["source"], alt),))
    kind = next(kind for kind in _KINDS if token[kind] is not None)
    inner = read_inline(token[kind])
    own = Mark(0, len(inner.text), kind, token["target"] or "" if kind == "link" else "")
    return replace(inner, marks=(own, *inner.marks))


def joined(lines: list[Words]) -> Iterator[tuple[int, Words]]:
    """Each line with the offset it begins at where they stand under each other."""
    place = 0
    for line in lines:
        yield place, line
        place += len(line.text) + 1
