"""Article Markdown to a tree: Python-Markdown with all but the narrow profile taken out.

The processors that remain are named here; what they could be tricked into is then stopped by
`serialize.py`, which writes only known tags and attributes and escapes everything else.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.footnotes import FN_BACKLINK_TEXT, NBSP_PLACEHOLDER, FootnoteExtension
from markdown.preprocessors import Preprocessor
from markdown.util import ETX, STX

from khizana.arabic import slug
from khizana.profile.plain import plain_tree

BlockKind = Literal["heading", "paragraph", "list", "quote", "notes"]

_DEEPEST = 60
_LONGEST_LINK = 2000  # characters of its words, or of its address
_TOO_DEEP = "lists or quotations are nested too deeply; flatten them"
_KEPT_BLOCKS = ("empty", "indent", "olist", "ulist", "quote", "paragraph", "footnote")
_KEPT_INLINE = ("footnote", "link", "image_link", "linebreak", "em_strong")
_KINDS: dict[str, BlockKind] = {
    "h2": "heading", "h3": "heading", "p": "paragraph", "ul": "list", "ol": "list",
    "blockquote": "quote", "div": "notes",
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """What a paragraph id stands for: `block.text[start:end]`, a whole block or one item of a list."""

    element: Element
    start: int
    end: int


@dataclass(frozen=True)
class Block:
    """One top-level piece of a page. `id` and `level` belong to headings only (level 2 or 3).

    `text` is what a reader sees, without markup; offsets into it are those `serialize.Link` uses.
    Headings and footnotes have no parts: they are no paragraphs.
    """

    kind: BlockKind
    element: Element
    text: str
    parts: tuple[Part, ...] = ()
    id: str = ""
    level: int = 0


class _Escapes(Preprocessor):
    """Escaped marks as Python-Markdown notes them itself, but all at once: one by one takes quadratic time."""

    MARK = re.compile(r"\\([!-/:-@\[-`{-~])")

    def run(self, lines: list[str]) -> list[str]:
        return [self.MARK.sub(lambda mark: f"{STX}{ord(mark[1])}{ETX}", line) for line in lines]


class _HeadingProcessor(BlockProcessor):
    """`## text {#id}` and `### text {#id}`; the id may be missing, other depths are plain text."""

    LINE = re.compile(r"^(#{2,3})[ ]+([^\n]*)$", re.MULTILINE)
    ID = re.compile(r"\{#([^\s{}]+)\}$")

    def test(self, parent: Element, block: str) -> bool:
        return self.LINE.search(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        block = blocks.pop(0)
        line = self.LINE.search(block)
        assert line is not None
        before, after = block[: line.start()], block[line.end() :].lstrip("\n")
        if before.strip():
            self.parser.parseBlocks(parent, [before])
        marks, text = line.group(1), line.group(2).rstrip(" ")
        explicit = self.ID.search(text)
        heading = SubElement(parent, f"h{len(marks)}", {"id": explicit.group(1)} if explicit else {})
        heading.text = text[: explicit.start()].rstrip(" ") if explicit else text
        if after:
            blocks.insert(0, after)


def _profile() -> Markdown:
    markdown = Markdown(extensions=[FootnoteExtension()], tab_length=4)
    _keep_only(markdown.preprocessors, ("normalize_whitespace",))
    markdown.preprocessors.register(_Escapes(markdown), "escapes", 10)
    _keep_only(markdown.parser.blockprocessors, _KEPT_BLOCKS)
    _keep_only(markdown.inlinePatterns, _KEPT_INLINE)
    _keep_only(markdown.treeprocessors, ("footnote", "inline", "footnote-duplicate", "unescape"))
    _keep_only(markdown.postprocessors, ())
    markdown.parser.blockprocessors.register(_HeadingProcessor(markdown.parser), "heading", 70)
    for name in ("olist", "ulist"):
        _count_as_written(markdown.parser.blockprocessors[name])
    for name in ("link", "image_link"):
        _look_near(markdown.inlinePatterns[name])
    markdown.stripTopLevelTags = False
    return markdown


def _count_as_written(processor: BlockProcessor) -> None:
    """A list that begins with 3 says so; `١.` is how a line begins, for as an item it would be shown as `1.`.

    A counted list after one of points is a list of its own.
    """
    processor.LAZY_OL = False  # type: ignore[attr-defined]
    processor.SIBLING_TAGS = [processor.TAG]  # type: ignore[attr-defined]
    for name in ("RE", "CHILD_RE", "INDENT_RE"):
        pattern: re.Pattern[str] = getattr(processor, name)
        setattr(processor, name, re.compile(pattern.pattern, re.ASCII))


def _look_near(processor: Any) -> None:
    """A link's end is looked for nearby: thousands of brackets, each of them looked after to the end, take minutes."""
    get_text, get_link = processor.getText, processor.getLink
    processor.compiled_re = re.compile(rf"{processor.pattern}(?=.{{0,{_LONGEST_LINK}}}?\]\()", re.DOTALL)

    def near_text(data: str, index: int) -> tuple[str, int, bool]:
        text, end, found = get_text(data[index : index + _LONGEST_LINK], 0)
        return text, index + end, found

    def near_link(data: str, index: int) -> tuple[str, str | None, int, bool]:
        near = data[index : index + _LONGEST_LINK]
        href, title, end, found = get_link(near, 0) if ")" in near else ("", None, 0, False)
        return href, title, index + end, found

    processor.getText, processor.getLink = near_text, near_link


def _keep_only(registry: object, names: tuple[str, ...]) -> None:
    for item in list(registry._priority):  # type: ignore[attr-defined]
        if item.name not in names:
            registry.deregister(item.name)  # type: ignore[attr-defined]


class _Profiles(threading.local):
    """A `Markdown` is costly to make and not safe to share between threads."""

    def __init__(self) -> None:
        self.markdown = _profile()


_profiles = _Profiles()


def render(body: str) -> tuple[Block, ...]:
    """The blocks of an article body, in order.

    Raises ValueError where the nesting is deeper than Python can follow.
    """
    tree = plain_tree(body) or _tree(body)
    anchors = Anchors(element.get("id", "") for element in tree if element.tag in ("h2", "h3"))
    return tuple(_block(element, anchors) for element in tree if element.tag in _KINDS)


def _tree(body: str) -> list[Element]:
    if not body.strip():
        return []
    trees: list[Element] = []

    def capture(root: Element) -> str:
        trees.append(root)
        return ""

    markdown = _profiles.markdown
    markdown.reset()
    markdown.serializer = capture
    try:
        markdown.convert(body)
    except RecursionError:
        _profiles.markdown = _profile()  # what it was doing is still in its state
        raise ValueError(_TOO_DEEP) from None
    if _depth(trees[0]) > _DEEPEST:
        raise ValueError(_TOO_DEEP)
    _fill_placeholders(trees[0])
    return list(trees[0])


def _depth(root: Element) -> int:
    """How many elements stand inside each other, found without recursion."""
    deepest, below = 0, [root]
    while below:
        below = [child for element in below for child in element]
        deepest += 1
    return deepest


def _fill_placeholders(root: Element) -> None:
    """Python-Markdown fills these in its postprocessors, which never see our tree."""
    for element in root.iter():
        for name in ("text", "tail"):
            text = getattr(element, name)
            if text and "\x02" in text:
                filled = text.replace(FN_BACKLINK_TEXT, "↩").replace(NBSP_PLACEHOLDER, "\u00a0")
                setattr(element, name, filled)


def _block(element: Element, anchors: Anchors) -> Block:
    kind = _KINDS[element.tag]
    text = "".join(element.itertext())
    if kind != "heading":
        return Block(kind, element, text, tuple(_parts(kind, element, text)))
    return Block(kind, element, text, id=element.get("id") or anchors.mint(text), level=int(element.tag[1]))


def _parts(kind: BlockKind, element: Element, text: str) -> Iterator[Part]:
    if kind == "list":
        end = len(element.text or "")
        for item in element:
            start, end = end, end + len("".join(item.itertext()))
            yield Part(item, start, end)
            end += len(item.tail or "")
    elif kind != "notes" and text.strip():  # a picture alone is no paragraph
        yield Part(element, 0, len(text))


class Anchors:
    """The ids of a page's sections, none twice."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._numbers: dict[str, int] = {}

    def mint(self, heading: str) -> str:
        """An anchor for a heading that no other section of the page has."""
        stem = slug(heading) or "قسم"
        anchor, number = stem, self._numbers.get(stem, 1)
        while anchor in self._taken:
            number += 1
            anchor = f"{stem}-{number}"
        self._numbers[stem] = number
        self._taken.add(anchor)
        return anchor
