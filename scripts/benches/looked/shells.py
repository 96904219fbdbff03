"""Shells without a theme, for thousands of builds in a row."""

from __future__ import annotations

from khizana.publish.build import STAND_INS
from khizana.publish.shells import SLOTS, Nonce, Shell, make_shell


def plain_shells() -> dict[tuple[str, int], Shell]:
    """A shell of nothing but its slots for each room."""
    nonce = Nonce()
    slots = {name: nonce.slot(name) for name in SLOTS}
    page = (
        '<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="description" content="{description}"><link rel="canonical" href="{canonical}">{head}</head>'
        "<body>{body}</body></html>"
    ).format(**slots)
    return {room: make_shell(page, nonce) for room in STAND_INS}
