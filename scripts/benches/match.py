"""Finding names: how well known ones are linked, how well unknown ones are suggested, and how fast.

Linking. The registry is made from the names of the gold file, one record per distinct name: spellings that fold
alike are one, and a particle is taken off where the rest is marked as a name too. As an editor would after a look
at the text, a name that the text has more than twice as often as an ordinary word is given an `ambiguous` rule
without words, so that only a title or a kind of thing right before it makes it count. Family names are off: a form
that the file marks has its own record, and ANERcorp has lost the ends of its articles.

`recall`: of all marked names, those found with their exact end and with nothing but particles before their start.
`precision`: of all names found, those marked so. A registry name found where the gold marks nothing counts as
false, though ANERcorp leaves many unmarked; `precision_unruled` is the same without the ambiguity rules.

Suggestions. Made from the text alone, with an empty registry. A suggestion is a real name if the gold has it, whole,
and its type is right if the gold gives it that type most often (MISC stands for events and works).
`suggest_names_in_100`, `suggest_types_in_100`: among the first hundred. `suggest_recall`: of the distinct names marked
at least three times, those suggested anywhere in the list, as a name or as the family name of a suggested person.

`seconds`: a day of a newspaper (2,181 articles) matched against 5,000 names; without the samples, as much of our gold.
"""

from __future__ import annotations

import json
import os
import time
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from khizana.arabic import fold
from khizana.catalogue.gold import Gold, Passage, read_conll
from khizana.catalogue.mentions import Matcher, Mention, bare_forms
from khizana.catalogue.suggest import suggest
from khizana.registry import Entity, EntityType, Registry

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = Path(os.environ.get("KHIZANA_SAMPLES", ROOT.parent / "shared" / "samples"))
GOLD = SAMPLES / "ner" / "anercorp-first-120k-tokens.conll"
NEWS = SAMPLES / "news" / "2015-07-31.zip"
OWN_GOLD = ROOT / "tests" / "gold" / "mentions"
NAMES = 5_000
_PARTICLES = frozenset(a + b for a in ("", "و", "ف") for b in ("", "ب", "ك", "ل", "ال", "بال", "كال", "لل", "س"))


@click.command()
@click.option("--gold", type=click.Path(path_type=Path, exists=True), help="A file of `token TAG` lines.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def bench(gold: Path | None, as_json: bool) -> None:
    """Score linking and suggestions on a gold file (by default that of the samples, else our own)."""
    figures = measure(read_gold(gold or (GOLD if GOLD.exists() else OWN_GOLD)))
    click.echo(json.dumps(figures) if as_json else "\n".join(f"{key:22} {value}" for key, value in figures.items()))


def read_gold(path: Path) -> list[Passage]:
    """The articles of a gold file, or of all in a folder."""
    files = sorted(path.glob("*.conll")) if path.is_dir() else [path]
    return [passage for file in files for passage in read_conll(file)]


def measure(passages: Sequence[Passage]) -> dict[str, float]:
    """All figures of the module's first paragraphs."""
    known = known_names(passages)
    plain = _link(passages, registry_of(known))
    ruled = _link(passages, registry_of(known, plain.mostly_words()))
    return {
        "recall": round(ruled.recall, 4),
        "precision": round(ruled.precision, 4),
        "precision_unruled": round(plain.precision, 4),
        **_suggestions(passages, known),
        "seconds": round(speed(), 2),
    }


def known_names(passages: Iterable[Passage]) -> dict[str, Counter[EntityType]]:
    """The distinct marked names, folded and without particles, with how often each type is given."""
    marked = [(fold(passage.words(name)), name.type) for passage in passages for name in passage.names]
    forms = {form for form, _ in marked}
    known: dict[str, Counter[EntityType]] = {}
    for form, type in marked:
        known.setdefault(_bare(form, forms), Counter())[type] += 1
    return known


def _bare(form: str, forms: set[str]) -> str:
    """The name without particles, as far as what is left is a name in its own right."""
    for short in [short for short in bare_forms(form) if short not in (form, form.removeprefix("ال"))]:
        for candidate in (f"ال{short}", short) if form.lstrip("وف").startswith("لل") else (short,):
            if candidate in forms:
                return _bare(candidate, forms) if len(candidate) < len(form) else candidate
    return form


def registry_of(known: dict[str, Counter[EntityType]], ambiguous: Iterable[str] = ()) -> Registry:
    """One record per name, its id the name; those that are `ambiguous` need a word for their type before them."""
    rules = {name: {name: ()} for name in ambiguous}
    return Registry(
        {
            name: Entity(name, types.most_common(1)[0][0], name, ambiguous=rules.get(name, {}), family_name="")
            for name, types in known.items()
        }
    )


@dataclass
class Linking:
    """What was found of `marked` names: `right` and `wrong` count by name."""

    marked: int
    right: Counter[str]
    wrong: Counter[str]

    @property
    def recall(self) -> float:
        return self.right.total() / max(1, self.marked)

    @property
    def precision(self) -> float:
        return self.right.total() / max(1, self.right.total() + self.wrong.total())

    def mostly_words(self) -> list[str]:
        """Names that the text has more than twice as often as ordinary words."""
        return [name for name, count in self.wrong.items() if count > 2 * self.right[name]]


def _link(passages: Sequence[Passage], registry: Registry) -> Linking:
    matcher = Matcher(registry)
    linking = Linking(sum(len(passage.names) for passage in passages), Counter(), Counter())
    for passage in passages:
        ends = {name.end: name for name in passage.names}
        for mention in matcher.read_texts([(0, passage.text)]).mentions:
            right = _same(mention, ends.get(mention.end), passage.text)
            (linking.right if right else linking.wrong)[mention.entity] += 1
    return linking


def _same(mention: Mention, name: Gold | None, text: str) -> bool:
    return bool(name) and name is not None and fold(text[name.start : mention.start]) in _PARTICLES


def _suggestions(passages: Sequence[Passage], known: dict[str, Counter[EntityType]]) -> dict[str, float]:
    suggested = suggest((passage.text for passage in passages), Registry())
    best = suggested[:100]
    real = [(one, known[name]) for one in best if (name := _known_as(fold(one.name), known))]
    right = [one for one, types in real if _type_of(one.type) == types.most_common(1)[0][0]]
    often = {name for name, types in known.items() if types.total() >= 3}
    found = {_known_as(fold(form), known) for one in suggested for form in (*one.names, one.family)}
    return {
        "suggest_names_in_100": len(real),
        "suggest_types_in_100": len(right),
        "suggest_recall": round(len(often & found) / max(1, len(often)), 4),
        "suggested": len(suggested),
    }


def _known_as(form: str, known: dict[str, Counter[EntityType]]) -> str:
    """The gold's own form of a name, the article aside; empty where it has none."""
    return next((name for name in (form, form.removeprefix("ال"), f"ال{form}") if name in known), "")


def _type_of(type: EntityType) -> EntityType:
    return "event" if type == "work" else type


def speed(names: int = NAMES) -> float:
    """Seconds to match a day of news against so many names on one core, the reading of the file aside."""
    texts = list(_news() if NEWS.exists() else [passage.text for passage in read_gold(OWN_GOLD)] * 400)
    registry = Registry({name: Entity(name, "place", name) for name in _many_names(texts, names)})
    start = time.process_time()
    matcher = Matcher(registry)
    for text in texts:
        matcher.read_texts([(0, text)])
    return time.process_time() - start


def _news() -> Iterator[str]:
    with zipfile.ZipFile(NEWS) as archive:
        for name in archive.namelist():
            if name.endswith(".json"):
                yield from (record["content"] for record in _records(json.loads(archive.read(name))))


def _records(data: object) -> Iterator[dict[str, str]]:
    for record in data if isinstance(data, list) else [data]:
        if isinstance(record, dict) and record.get("content"):
            yield record


def _many_names(texts: Iterable[str], wanted: int) -> list[str]:
    """Pairs of neighbouring words from all over the texts: names that are there to be found."""
    pairs: dict[str, None] = {}
    for text in texts:
        words = [word for word in text.split() if word.isalpha() and len(word) > 3]
        pairs |= {f"{first} {second}": None for first, second in zip(words[::40], words[1::40], strict=False)}
        if len(pairs) >= wanted:
            break
    return list(pairs)[:wanted]
