"""How well structure is recognised: labels of `label_lines` against articles marked by hand.

Gold is JSON lines: an article record (title, author, content) and a `gold` object with line numbers of
`content.split("\\n")`. All figures are over the whole file, not averages over articles.

- `headings_f1`, `headings_precision`, `questions_f1`: lines with that role against `gold.headings`, `gold.questions`.
- `byline_f1`: byline and signature lines against `gold.byline` (which holds both) and `gold.signature`; a byline
  glued to the first sentence (`["prefix", n]`) counts as found where it is reported to end within three characters.
- `furniture_f1`: lines removed whole against `gold.boilerplate`, and parts of lines against
  `gold.boilerplate_prefix` and `gold.boilerplate_suffix`, where the cut must lie within three characters.
- `wrongly_removed`: of the visible characters that belong to the body by the gold, the share that does not reach the
  page, by whatever label took it (furniture, byline, date or title). Marks trimmed from a heading, question or
  list item are structure, not text, and do not count.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from khizana.convert.lines import Labelled
from khizana.convert.structure import glued_byline, label_lines
from khizana.ledger import visible

_NEAR = 3
_KINDS = ("headings", "furniture", "byline", "questions")
Mark = tuple[int, str, int]  # line; whole, prefix or suffix; where it is cut


@click.command()
@click.argument("gold", type=click.Path(path_type=Path, exists=True))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def bench(gold: Path, as_json: bool) -> None:
    """Score GOLD, articles marked by hand as JSON lines; the module says how each figure is counted."""
    figures = measure(gold)
    lines = (f"{name:20} {value:.4f}" for name, value in figures.items())
    click.echo(json.dumps(figures) if as_json else "\n".join(lines))


def measure(path: Path) -> dict[str, float]:
    """The figures for a gold file."""
    counts: Counter[str] = Counter()
    for text in path.read_text("utf-8").split("\n"):
        if text.strip():
            counts += score(json.loads(text))
    figures = {f"{kind}_f1": _f1(counts, kind) for kind in _KINDS}
    figures["headings_precision"] = _share(counts["headings hit"], counts["headings said"], 1.0)
    figures["wrongly_removed"] = _share(counts["removed"], counts["body"], 0.0)
    return figures


def score(record: dict[str, Any]) -> Counter[str]:
    """What was said, what was hit and what should have been, by kind, for one article."""
    counts: Counter[str] = Counter()
    said, gold = _said(record), _gold(record)
    for kind in _KINDS:
        counts[f"{kind} said"] += len(said[kind])
        counts[f"{kind} gold"] += len(gold[kind])
        counts[f"{kind} hit"] += sum(any(_same(mark, wanted) for wanted in gold[kind]) for mark in said[kind])
    counts["body"], counts["removed"] = _removed(record)
    return counts


def _labels(record: dict[str, Any]) -> list[Labelled]:
    return label_lines(record["content"], title=record["title"], author=record["author"])


def _said(record: dict[str, Any]) -> dict[str, list[Mark]]:
    labels = _labels(record)
    content: str = record["content"]
    roles = {"heading": "headings", "byline": "byline", "signature": "byline", "question": "questions"}
    said: dict[str, list[Mark]] = {kind: [] for kind in _KINDS}
    for item in labels:
        if item.role in roles:
            said[roles[item.role]].append((_line_of(content, item), "whole", 0))
    said["furniture"] = list(_furniture(content, labels))
    first = next((item for item in labels if item.role == "paragraph"), None)
    if first and (glued := glued_byline(first.line.text, author=record["author"])):
        start = content.rfind("\n", 0, first.line.start) + 1
        said["byline"].append((_line_of(content, first), "prefix", first.line.start - start + glued[1]))
    return said


def _line_of(content: str, item: Labelled) -> int:
    return content.count("\n", 0, item.line.start)


def _furniture(content: str, labels: list[Labelled]) -> Iterator[Mark]:
    """The removed lines, and the removed ends of lines."""
    rows: dict[int, list[Labelled]] = {}
    for item in labels:
        rows.setdefault(_line_of(content, item), []).append(item)
    for row, items in rows.items():
        start = content.rfind("\n", 0, items[0].line.start) + 1
        if all(item.role == "furniture" for item in items):
            yield row, "whole", 0
            continue
        if items[0].role == "furniture":
            yield row, "prefix", items[0].line.end - start
        if items[-1].role == "furniture":
            yield row, "suffix", items[-1].line.start - start


def _gold(record: dict[str, Any]) -> dict[str, list[Mark]]:
    gold = record["gold"]
    bylines = [*gold.get("byline", []), *gold.get("signature", [])]
    lines = {row for row in bylines if isinstance(row, int)}
    first = next((row for row, text in enumerate(record["content"].split("\n")) if text.strip()), 0)
    return {
        "headings": [(row, "whole", 0) for row in gold["headings"]],
        "questions": [(row, "whole", 0) for row in gold.get("questions", [])],
        "byline": [(row, "whole", 0) for row in lines]
        + [(first, "prefix", row[1]) for row in bylines if not isinstance(row, int)],
        "furniture": [(row, "whole", 0) for row in gold.get("boilerplate", [])]
        + [(row, side, cut) for side in ("prefix", "suffix") for row, cut in gold.get(f"boilerplate_{side}", [])],
    }


def _same(said: Mark, wanted: Mark) -> bool:
    return said[:2] == wanted[:2] and abs(said[2] - wanted[2]) <= _NEAR


def _removed(record: dict[str, Any]) -> tuple[int, int]:
    """Visible characters of the body, and how many of them do not reach the page."""
    content: str = record["content"]
    body = _body(record)
    lost = 0
    for item in _labels(record):
        if item.role in ("furniture", "byline", "date", "title"):
            lost += sum(body[place] for place in range(item.line.start, item.line.end) if visible(content[place]))
    return sum(own for own, char in zip(body, content, strict=True) if visible(char)), lost


def _body(record: dict[str, Any]) -> list[bool]:
    """For every character of the content: does it belong to the body?"""
    gold, body, start = record["gold"], [], 0
    outside = {row for row in (*gold.get("boilerplate", []), *gold.get("byline", [])) if isinstance(row, int)}
    prefix, suffix = dict(gold.get("boilerplate_prefix", [])), dict(gold.get("boilerplate_suffix", []))
    for row, text in enumerate(record["content"].split("\n")):
        inner = range(prefix.get(row, 0), suffix.get(row, len(text)))
        body += [row not in outside and place in inner for place in range(len(text))]
        body.append(False)
        start += len(text) + 1
    return body[: start - 1]


def _f1(counts: Counter[str], kind: str) -> float:
    return _share(2 * counts[f"{kind} hit"], counts[f"{kind} said"] + counts[f"{kind} gold"], 1.0)


def _share(part: int, whole: int, otherwise: float) -> float:
    return part / whole if whole else otherwise
