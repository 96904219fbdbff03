"""Words and their families: pairs that belong together, look-alikes that do not, and the vectors both twins share.

`KHIZANA_REGENERATE=1 pytest tests/search/test_analyser.py` writes vectors.json anew.
"""

from __future__ import annotations

import json
import os
import random
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khizana.search import analyser, coding, letters, plurals, words
from khizana.search.analyser import forms, key, keys, relation

FOLDER = Path(__file__).parent
VECTORS = FOLDER / "vectors.json"
FOUND = 0.2


def _lines(name: str) -> list[list[str]]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line.split() for line in lines if line and not line.startswith("#")]


def _finds(query: str, page: str) -> bool:
    """Whether every word of the query finds a word of the page."""
    return all(
        any(key(there) in keys(form) and relation(form, there) > FOUND for there in forms(page))
        for form in forms(query)
    )


def test_pairs_are_found() -> None:
    pairs = [(word, query) for word, *queries in _lines("pairs.txt") for query in queries]
    missed = [pair for pair in pairs if not _finds(pair[1], pair[0])]
    assert len(pairs) >= 300
    assert len(missed) <= 0.01 * len(pairs), missed


def test_look_alikes_are_not_one() -> None:
    pairs = _lines("lookalikes.txt")
    assert len(pairs) >= 100
    assert [pair for pair in pairs if _finds(*pair) or _finds(*reversed(pair))] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قَالَ «الوزيرُ» ـــ في ١٩٧٣م", ["قال", "الوزير", "في", "1973", "م"]),
        ("عبدالعزيز وعبدالله", ["عبد", "العزيز", "وعبد", "الله"]),
        ("F16 وآب/أغسطس، كانون الثاني", ["f", "16", "واب8", "اغسطس", "كانون2", "الثاني"]),
        ("شاطئ مسئول مسؤول ﷲ ﻻ", ["شاطيء", "مسءول", "مسءول", "الله", "لا"]),
        ("\u202eمقلوب\u202c 😀 \ud800", ["مقلوب"]),
        ("", []),
    ],
)
def test_forms(text: str, expected: list[str]) -> None:
    assert forms(text) == expected


@given(st.text(max_size=60))
def test_forms_of_any_text_are_short_words(text: str) -> None:
    for form in forms(text):
        assert 0 < len(form) <= analyser.LONGEST + 1
        assert key(form)
        assert forms(form.rstrip("128")) or form


@given(st.text(max_size=40) | st.text(alphabet=coding.TABLE, max_size=40))
def test_folding_by_bytes_is_folding_by_the_table(text: str) -> None:
    assert letters.fold(text) == text.translate(letters.FOLD)


@given(st.text(alphabet="ابتكلموينهةفسعرق", min_size=1, max_size=9), st.sampled_from(["ال", "وال", "بال", "لل", "كال"]))
def test_the_article_leads_to_the_same_family(word: str, article: str) -> None:
    word += "سر"
    (form,), (longer,) = forms(word), forms(article + word)
    assert key(form) == key(longer)


def vectors() -> dict[str, list[list[object]]]:
    """Words of our tables with and without affixes, phrases, any characters; and how near their pairs are."""
    chosen = random.Random(11)
    plain = sorted({word for group in plurals.GROUPS for word in group} | words.RADICAL | words.WHOLE)
    heads, ends = (
        ["", "ال", "و", "وال", "بال", "لل", "ب", "ك", "فل"],
        ["", "ة", "ات", "ون", "ين", "هم", "ها", "تها", "ا"],
    )
    made = [chosen.choice(heads) + word + chosen.choice(ends) for word in chosen.sample(plain, 1400)]
    lines = [" ".join(line) for name in ("pairs.txt", "lookalikes.txt") for line in _lines(name)]
    spans = [(0x20, 0x2200), (0x600, 0x700), (0xFB50, 0xFF00), (0xFF00, 0x10000)]
    odd = ["".join(chr(chosen.randrange(*chosen.choice(spans))) for _ in range(12)) for _ in range(400)]
    texts = [*made, *lines, *(text for text in odd if not any("\ud800" <= char < "\ue000" for char in text))]
    families = defaultdict(list)
    for form in sorted({form for text in [*plain, *texts] for form in forms(text)}):
        families[key(form)].append(form)
    pairs = [chosen.sample(family, 2) for family in families.values() if len(family) > 1 for _ in range(2)]
    return {
        "forms": [[text, forms(text)] for text in texts],
        "keys": [[form, key(form), keys(form)] for family in families.values() for form in family[:2]],
        "relations": [[one, two, relation(one, two)] for one, two in pairs],
    }


def test_vectors_are_what_the_analyser_gives() -> None:
    made = json.loads(json.dumps(vectors()))
    if os.environ.get("KHIZANA_REGENERATE"):
        VECTORS.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    assert json.loads(VECTORS.read_text(encoding="utf-8")) == made
    assert len(made["forms"]) >= 2000
