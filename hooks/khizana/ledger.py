"""The ledger beside each original: what became of every visible character, and everything minted once.

JSON, one file per article, `format: 1`. Offsets count code points of the decoded original, line ends as
they are in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from difflib import SequenceMatcher
from hashlib import sha256
from pathlib import Path
from typing import Literal

import msgspec

from khizana.arabic import fold
from khizana.article import Source
from khizana.problems import Problem, ProblemError

FORMAT = 1
Fate = Literal["kept", "metadata", "removed"]
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ufeff]+")


def visible(text: str) -> str:
    """The characters of a text that must not be lost: all but white space and control characters."""
    return _UNSEEN.sub("", text)


class Span(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What became of `original[start:end]`.

    kept: `where` is the paragraph or section id. metadata: `where` is the front-matter field.
    removed: `where` is the rule's name, and `text` the characters, so that an editor can read them.
    """

    start: int
    end: int
    fate: Fate
    where: str
    text: str = ""


@dataclass(frozen=True)
class Ledger:
    """Everything known of one capture. `captured` is a UTC moment in ISO form, minted once.

    `sections` gives the id minted for each heading text, `paragraphs` the ids of the generated page in
    order; `successors` says which paragraph took the place of one that an earlier conversion had.
    `generated` is the page as the converter wrote it, the base of every later comparison. `fields` tells what
    became of what a record said beside its text. `sketch` finds near-duplicates; one that is the same article
    as another has no page and names it in `duplicate_of`.
    """

    id: str
    source: Source
    captured: str
    converter: int
    spans: tuple[Span, ...]
    sections: Mapping[str, str]
    paragraphs: tuple[str, ...]
    generated: str
    fields: Mapping[str, str] = field(default_factory=dict)
    successors: Mapping[str, str] = field(default_factory=dict)
    sketch: tuple[int, ...] = ()
    duplicate_of: str = ""


def write_ledger(ledger: Ledger) -> str:
    """The ledger as JSON an editor can read and git can compare."""
    record = {"format": FORMAT, **asdict(ledger)}
    record["spans"] = [
        [span.start, span.end, span.fate, span.where, *([span.text] if span.text else [])] for span in ledger.spans
    ]
    record["generated"] = ledger.generated.split("\n")
    rows = ",\n".join(f' "{key}": {_json(key, value)}' for key, value in record.items())
    return f"{{\n{rows}\n}}\n"


def _json(key: str, value: object) -> str:
    if isinstance(value, list | tuple) and value and key != "sketch":
        return "[\n  " + ",\n  ".join(json.dumps(item, ensure_ascii=False) for item in value) + "\n ]"
    return json.dumps(value, ensure_ascii=False)


def read_ledger(path: Path) -> Ledger:
    """The ledger at `path`. Raises ProblemError where it is damaged or of another format."""
    return read_ledger_text(path.read_bytes(), path)


def read_ledger_text(text: str | bytes, path: Path) -> Ledger:
    """The ledger in a text; `path` is only named in problems. Raises ProblemError."""
    try:
        record = json.loads(text)
        if record.pop("format") != FORMAT:
            raise ValueError("another format")
        return Ledger(
            **{
                **record,
                "source": Source(**record["source"]),
                "spans": msgspec.convert(record["spans"], tuple[Span, ...]),
                "paragraphs": tuple(record["paragraphs"]),
                "sketch": tuple(record["sketch"]),
                "generated": "\n".join(record["generated"]),
            }
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, msgspec.MsgspecError) as error:
        raise ProblemError(
            Problem(path, 0, f"is not a ledger this version reads ({error}); restore it from git")
        ) from None


def paragraph_ids(texts: Iterable[str]) -> Iterator[str]:
    """An id for each paragraph: `p-` and six characters of the hash of its folded text, numbered on repeats.

    Respelling a hamza or adding vowels keeps the id.
    """
    seen: dict[str, int] = {}
    for text in texts:
        id = "p-" + sha256(visible(fold(text)).encode("utf-8", "surrogatepass")).hexdigest()[:6]
        seen[id] = seen.get(id, 0) + 1
        yield id if seen[id] == 1 else f"{id}-{seen[id]}"


def keep_ids(minted: Sequence[str], fresh: Sequence[str]) -> list[str]:
    """Ids for the paragraphs of a page: those minted at conversion where a paragraph stands where it stood.

    `fresh` are ids by present text. A paragraph an editor reworded keeps its id; a new one gets its own.
    """
    if list(minted) == list(fresh):
        return list(fresh)
    ids = list(fresh)
    for change, a, a_end, b, b_end in SequenceMatcher(None, minted, fresh, autojunk=False).get_opcodes():
        if change == "replace":
            for old, new in zip(range(a, a_end), range(b, b_end), strict=False):
                ids[new] = minted[old] if minted[old] not in fresh else fresh[new]
    return ids
