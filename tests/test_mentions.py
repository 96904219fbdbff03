"""Mentions: what tests/cases/mentions.txt says, and what an editor's decisions do to an article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from khizana.article import Article, Decisions, Source, read_page, write_page
from khizana.catalogue.mentions import WHOLE, Matcher, Mention, Reading, family_name
from khizana.registry import Entity, Registry
from scripts.benches.match import GOLD, NEWS, OWN_GOLD, bench, measure, read_gold, speed

CASES = Path(__file__).parent / "cases" / "mentions.txt"
_MARKED = re.compile(r"([\[{])([^|{}\[\]]+)\|([a-z-]+)[\]}]")


def _lines() -> list[str]:
    lines = CASES.read_text("utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def _record(line: str) -> Entity:
    head, names = line.removeprefix("@ ").split(": ", 1)
    id, type = head.split(" ")
    texts, rules, family = [], {}, None
    for name in names.split("; "):
        if name.startswith("family="):
            family = name.removeprefix("family=").strip("-")
            continue
        text, asked, words = name.partition("?")
        texts.append(text)
        if asked:
            rules[text] = tuple(words.split("+")) if words else ()
    return Entity(id, type, texts[0], tuple(texts[1:]), ambiguous=rules, family_name=family)  # type: ignore[arg-type]


MATCHER = Matcher(Registry({one.id: one for one in (_record(line) for line in _lines() if line.startswith("@"))}))
ROWS = [line for line in _lines() if not line.startswith("@")]


def _shown(texts: list[str], reading: Reading) -> Iterator[str]:
    """The texts with everything that was found marked as the cases mark it."""
    for place, text in enumerate(texts):
        marks = [(one, "[", "]") for one in reading.mentions if one.block == place]
        marks += [(one, "{", "}") for one in reading.doubts if one.block == place]
        for one, before, after in sorted(marks, key=lambda mark: -mark[0].start):
            text = f"{text[: one.start]}{before}{text[one.start : one.end]}|{one.entity}{after}{text[one.end :]}"
        yield text


@pytest.mark.parametrize("case", ROWS)
def test_cases(case: str) -> None:
    match = re.fullmatch(r"((?:[+-][a-z-]+ )*)(.*)", case)
    assert match
    words, text = match[1].split(), match[2]
    decisions = Decisions(*(tuple(word[1:] for word in words if word[0] == sign) for sign in "+-"))
    expected = text.replace("↵", "\n").split(" / ")
    texts = [_MARKED.sub(r"\2", part) for part in expected]
    assert list(_shown(texts, MATCHER.read_texts(enumerate(texts), decisions))) == expected


def test_there_are_a_hundred_cases() -> None:
    assert len(ROWS) >= 100


def test_what_an_editor_adds_without_a_name_is_of_the_whole_article() -> None:
    reading = MATCHER.read_texts([(0, "لا اسم هنا")], Decisions(add=("cairo", "no-such-id")))
    assert reading.mentions == [Mention("cairo", WHOLE, 0, 0)]


def test_decisions_name_merged_records_too() -> None:
    registry = Registry({"a": Entity("a", "place", "صنعا", merged_into="b"), "b": Entity("b", "place", "صنعاء")})
    matcher = Matcher(registry)
    found = matcher.read_texts([(0, "من صنعا إلى صنعاء")]).mentions
    assert [mention.entity for mention in found] == ["b", "b"]
    assert matcher.read_texts([(0, "من صنعا")], Decisions(drop=("a",))).mentions == []


def test_a_proposed_record_is_not_looked_for() -> None:
    matcher = Matcher(Registry({"a": Entity("a", "place", "صنعاء", status="proposed")}))
    assert matcher.read_texts([(0, "في صنعاء")]) == Reading()


@pytest.mark.parametrize(
    ("label", "family"),
    [
        ("أحمد زويل", "زويل"), ("جمال عبد الناصر", "عبد الناصر"), ("حسن نصر الله", "نصر الله"), ("كوفي أنان", "أنان"),
        ("زين العابدين بن علي", "بن علي"), ("محمد الخامس", ""), ("فيروز", ""), ("أبو بكر", ""),
    ],
)  # fmt: skip
def test_family_names(label: str, family: str) -> None:
    assert family_name(Entity("x", "person", label)) == family


def test_decisions_survive_the_page() -> None:
    article = Article("x", "عنوان", Source("f", "0"), "نص\n", entities=Decisions(("cairo",), ("tyre", "qom")))
    assert read_page(write_page(article), Path("x.md")) == article


class TestFloors:
    """Measured and not to fall; to lower one takes a reason."""

    def test_on_our_own_gold(self) -> None:
        passages = read_gold(OWN_GOLD)
        figures = measure(passages)
        assert len(passages) >= 20
        assert figures["recall"] >= 0.99
        assert figures["precision"] >= 0.99
        assert figures["suggest_names_in_100"] >= 85
        assert figures["suggest_types_in_100"] >= 85
        assert figures["suggest_recall"] >= 0.85

    @pytest.mark.skipif(not GOLD.exists(), reason="the samples are not here")
    def test_on_the_samples(self) -> None:
        figures = measure(read_gold(GOLD))
        assert figures["recall"] >= 0.97
        assert figures["precision"] >= 0.955
        assert figures["suggest_names_in_100"] >= 90
        assert figures["suggest_types_in_100"] >= 88
        assert figures["suggest_recall"] >= 0.72

    @pytest.mark.skipif(not NEWS.exists(), reason="the samples are not here")
    def test_a_day_of_news_is_matched_in_seconds(self) -> None:
        assert speed() < 3

    @pytest.mark.skipif(not NEWS.exists(), reason="the samples are not here")
    def test_the_cost_grows_with_the_text_and_not_with_the_names(self) -> None:
        assert speed(5_000) < 3 * speed(500) + 0.5

    def test_the_bench_prints_its_keys(self) -> None:
        result = CliRunner().invoke(bench, ["--gold", str(OWN_GOLD / "articles.conll"), "--json"])
        keys = {"recall", "precision", "suggest_names_in_100", "suggest_types_in_100", "suggest_recall", "seconds"}
        assert keys <= set(json.loads(result.output))
