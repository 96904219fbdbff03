"""What all drawings are made of: the frame with its two texts, words, and numbers in as few characters as will do."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from markupsafe import Markup

from khizana.arabic import balanced, one_line


def frame(
    name: str, width: float, height: float, title: str, description: str, body: Iterable[str], role: str = "img"
) -> Markup:
    """A whole drawing. `name` is a word of ours, used for its class and ids, and once on a page.

    `role` is `group` for a drawing with links in it, which are not to be hidden from those who do not see it.
    """
    ids = f"{name}-title {name}-text"
    head = (
        f'<svg class="kz-drawing kz-{name}" viewBox="0 0 {number(width)} {number(height)}" role="{role}" '
        f'aria-labelledby="{ids}" focusable="false"><title id="{name}-title">{text(title)}</title>'
        f'<desc id="{name}-text">{text(description)}</desc>'
    )
    return Markup("".join((head, *body, "</svg>")))


def text(words: str) -> str:
    """Words as the text of an element."""
    return escape(balanced(one_line(words)))


def label(words: str, x: float, y: float, class_: str = "", anchor: str = "middle") -> str:
    """Words at a place. `anchor` is the side of the words, as read, that stands there."""
    kind = f' class="{class_}"' if class_ else ""
    return f'<text x="{number(x)}" y="{number(y)}" text-anchor="{anchor}"{kind}>{text(words)}</text>'


def path(data: str, class_: str) -> str:
    return f'<path class="{class_}" d="{data}"/>' if data else ""


def box(x: float, y: float, width: float, height: float) -> str:
    """A rectangle as a piece of a path."""
    return f"M{number(x)} {number(y)}h{number(width)}v{number(height)}h{number(-width)}z"


def number(value: float) -> str:
    """A number with at most one decimal, the same on every machine."""
    short = f"{value:.1f}"
    return "0" if short == "-0.0" else short.removesuffix(".0")
