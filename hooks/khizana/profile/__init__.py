"""The narrow Markdown of article pages: `write` it, `render` it, read the text back out of it.

Paragraphs, `##`/`###` headings with an explicit `{#id}`, lists, block quotes, emphasis, links, images and
footnotes. Everything else that Markdown or HTML could mean is inert text.
"""

from khizana.profile.marks import LONGEST_ADDRESS, Image, Mark, Marked
from khizana.profile.render import Anchors, Block, Part, render
from khizana.profile.serialize import Link, to_html
from khizana.profile.write import write

__all__ = [
    "LONGEST_ADDRESS", "Anchors", "Block", "Image", "Link", "Mark", "Marked", "Part", "render", "to_html", "write",
]  # fmt: skip
