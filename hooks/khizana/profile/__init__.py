"""The narrow Markdown of article pages: `write` it, `render` it, read the text back out of it.

Paragraphs, `##`/`###` headings with an explicit `{#id}`, lists, block quotes, emphasis, links, images and
footnotes. Everything else that Markdown or HTML could mean is inert text.
"""

from khizana.profile.render import Block, Part, render, unique_id
from khizana.profile.serialize import Link, to_html
from khizana.profile.write import write

__all__ = ["Block", "Link", "Part", "render", "to_html", "unique_id", "write"]
