"""Attack vectors, made by combining what public cheat sheets describe: tags, events, schemes, encodings, ways out.

Each vector calls `__hit()` where it runs. `vectors()` gives all of them, each once, in a fixed order.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from html import escape
from itertools import product
from pathlib import Path

from tests.hostile.techniques import AFTER, BREAKS, CALL, CALLS, EVENTS, HOLDERS, MARKDOWN, SCHEMES, SCRIPTS, TAGS


def _everything() -> Iterator[str]:
    yield from (f"<{tag} {event}={CALL}>" for tag, event in product(TAGS, EVENTS))
    for event, shape in product(
        EVENTS,
        (
            '<img src=x {}="{}">',
            "<svg/{}={}>",
            "<img src=x\x0c{}={}>",
            "<img/src=x\t{}\n=\n{}>",
            '<p """><img src=x {}={}">',
            "<img src=`x`{}={}>",
            '"{}="{}" x="',
            "' {}='{}' x='",
            "<img src=x {}={}//",
            "< img src=x {}={}>",
            "<İmg src=x {}={}>",
            "<img src=x {}=&#95;&#95;hit&lpar;&rpar; {}>",
        ),
    ):
        yield shape.format(event, CALL)
    for scheme, holder in product(SCHEMES, HOLDERS):
        yield holder.format(scheme + _payload(scheme))
    yield from (before + after for before, after in product(BREAKS, AFTER))
    yield from (shape.replace("{}", call) for shape, call in product(SCRIPTS, CALLS[:6]))
    yield from (shape.format(call) for shape, call in product(MARKDOWN, CALLS[:3]))
    for vector in ("<script>__hit()</script>", "<img src=x onerror=__hit()>", '"onclick="__hit()'):
        yield from _encoded(vector)


def _payload(scheme: str) -> str:
    """What a scheme is followed by to run."""
    if scheme.endswith("base64,"):
        return base64.b64encode(b"<script>parent.__hit()</script>").decode()
    if scheme.startswith("data:"):
        return "<script>parent.__hit()</script>"
    return CALL if scheme.rstrip().endswith((":", "\x3a", "colon;", "3A")) else f"x.js?{CALL}"


def _encoded(vector: str) -> Iterator[str]:
    """The same written so that a step of decoding too many makes it live."""
    yield escape(vector)
    yield escape(escape(vector))
    yield "".join(f"&#{ord(char)};" for char in vector)
    yield "".join(f"&#x{ord(char):x}" for char in vector)
    yield "".join(f"%{ord(char):02x}" for char in vector)
    yield "".join(f"\\u{ord(char):04x}" for char in vector)
    yield "".join(f"\\x{ord(char):02x}" for char in vector)
    yield "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in vector)
    yield "\u200b".join(vector)
    yield "\x00".join(vector)
    yield vector.encode("utf-7").decode()
    yield base64.b64encode(vector.encode()).decode()
    yield vector[::-1] + "\u202e" + vector


def vectors(samples: Path | None = None) -> list[str]:
    """All vectors; with the samples the naughty strings and the examples of CommonMark too."""
    found = list(_everything())
    for name, key in (("blns.json", ""), ("commonmark.json", "markdown")) if samples else ():
        path = samples / "hostile" / name if samples else Path()
        if path.is_file():
            found += [item[key] if key else item for item in json.loads(path.read_bytes())]
    return list(dict.fromkeys(vector for vector in found if vector.strip()))
