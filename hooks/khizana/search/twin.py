"""The tables of the analyser as data, so that a browser reads words as the index does.

They are a piece of the index (`tables`), written with every build: what a browser has is what made the index.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from khizana.search import analyser, document, plurals, words
from khizana.search.letters import BLANK, FOLD

# How far the small letter of a capital may be, to be written as a distance.
_NEAR = 80


def tables() -> str:
    """The tables as JSON; `browser/analyser.js` reads them."""
    found = {
        "letters": " ".join(_letters()),
        "radical": " ".join(sorted(words.RADICAL)),
        "ends": " ".join(sorted(words.ENDS)),
        "whole": " ".join(sorted(words.WHOLE)),
        "relative": " ".join(sorted(words.RELATIVE)),
        "stop": " ".join(sorted(words.STOP)),
        "groups": "/".join(" ".join(group) for group in plurals.GROUPS),
        "spellings": " ".join(f"{one}>{other}" for one, other in sorted(plurals.SPELLINGS.items())),
        "shapes": plurals.SHAPES,
        "endings": analyser.ENDINGS,
        "possessives": analyser.POSSESSIVES,
        "near": analyser.NEAR,
        "weights": [document.LOWEST * document.STEP**level for level in range(document.LEVELS)],
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _letters() -> Iterator[str]:
    """Runs of characters from the first to the last of the table.

    `=5` five that stay, `_5` five blanks, `-5` five that vanish, `>1` one that becomes the character after it, as
    capitals do, `:x` one that becomes x; `~` is a blank in x, and `@1e00` goes on at that code.
    """
    run, length, before = "", 0, -1
    for code, kept in sorted(FOLD.items()):
        kind = "=" if kept == chr(code) else "_" if kept == BLANK else "-" if not kept else ":"
        if run and (kind != run or code != before + 1):
            yield f"{run}{length}"
            run = ""
        if code != before + 1:
            yield f"@{code:x}"
        if kind == ":":
            near = len(kept) == 1 and 0 < ord(kept) - code <= _NEAR
            yield f">{ord(kept) - code}" if near else f":{kept.replace(BLANK, '~')}"
            run = ""
        else:
            run, length = kind, length + 1 if run == kind else 1
        before = code
    if run:
        yield f"{run}{length}"
