"""Archives made for measuring are valid, the same every time, and shaped like real ones."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from statistics import mean, median

import pytest

from khizana.article import read_page
from khizana.catalogue.mentions import Matcher
from khizana.layout import Layout
from khizana.ledger import paragraph_ids, read_ledger
from khizana.profile import render
from khizana.registry import ENTITY_TYPES, Registry, read_registry
from scripts.benches.corpus import Corpus, Generated, articles, page_of, write_archive
from scripts.benches.synthetic.articles import LONGEST
from scripts.benches.synthetic.records import entities

CORPUS = Corpus(articles=300, entities=400, tags=90)


@pytest.fixture(scope="module")
def made() -> list[Generated]:
    return list(articles(CORPUS.articles, entities=CORPUS.entities, tags=CORPUS.tags))


@pytest.fixture(scope="module")
def layout(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    root = tmp_path_factory.mktemp("corpus")
    assert len(list(write_archive(root, CORPUS, machinery=False))) == CORPUS.articles
    return Layout(root)


@pytest.fixture(scope="module")
def registry(layout: Layout) -> Registry:
    return read_registry(layout.registry)


def test_an_article_is_the_same_however_many_there_are(made: list[Generated]) -> None:
    [again] = articles(1, entities=CORPUS.entities, tags=CORPUS.tags, first=7)
    assert again == made[7]
    [other] = articles(1, entities=CORPUS.entities, tags=CORPUS.tags, first=7, seed=2)
    assert other.body != made[7].body


def test_records_are_the_same_however_many_there_are() -> None:
    assert entities(1, 400)[:50] == entities(1, 50)


def test_the_registry_has_everything_a_real_one_has(registry: Registry) -> None:
    assert len(registry.entities) == CORPUS.entities
    assert {entity.type for entity in registry.entities.values()} == set(ENTITY_TYPES)
    assert all(entity.coordinates for entity in registry.entities.values() if entity.type == "place")
    assert any(entity.aliases for entity in registry.entities.values())
    assert {key for entity in registry.entities.values() for key in entity.relations} >= {"located_in", "created_by"}
    assert len(registry.tags) == CORPUS.tags
    assert max(len(list(_above(registry, id))) for id in registry.tags) >= 2


def test_pages_and_ledgers_are_valid(made: list[Generated], layout: Layout, registry: Registry) -> None:
    for article in made:
        path = layout.page(article.id)
        page = read_page(path.read_text("utf-8"), path)
        assert (page.title, page.tags, page.authors) == (article.title, article.tags, article.authors)
        assert set(page.tags) <= set(registry.tags)
        assert page.source.outlet in registry.outlets
        texts = [block.text[part.start : part.end] for block in render(page.body) for part in block.parts]
        assert texts == article.paragraphs
        assert read_ledger(layout.ledger(article.id)).paragraphs == tuple(paragraph_ids(texts))


def test_every_part_of_the_profile_occurs(made: list[Generated]) -> None:
    kinds = {block.kind for article in made for block in render(article.body)}
    assert kinds == {"paragraph", "heading", "list", "quote"}
    assert any("](https://" in article.body for article in made)


def test_what_was_put_in_is_what_is_found(made: list[Generated], registry: Registry) -> None:
    matcher = Matcher(registry)
    for article in made[:80]:
        found = {mention.entity for mention in matcher.read_texts([(0, " | ".join(article.paragraphs))]).mentions}
        assert {entities(1, CORPUS.entities)[number].name.id for number in article.named} <= found


def test_lengths_and_frequencies_are_those_of_news(made: list[Generated]) -> None:
    sizes = [len(article.body.encode()) for article in made]
    assert 1_700 < median(sizes) < 2_500
    assert 2_600 < mean(sizes) < 3_700
    assert max(sizes) < LONGEST * 1.1
    named = Counter(number for article in made for number in article.named)
    assert named.most_common(1)[0][1] > 10 * median(named.values())
    assert 5 <= mean(len(article.named) for article in made) <= 15
    assert all(1 <= len(article.tags) <= 6 for article in made)


def test_an_archive_without_originals_has_only_pages(tmp_path: Path) -> None:
    for _ in write_archive(tmp_path, Corpus(3, 20, 10), originals=False, machinery=False):
        pass
    assert len(list(tmp_path.rglob("articles/**/*.md"))) == 3
    assert not [path for path in (tmp_path / "docs" / "sources").rglob("*") if path.is_file()]


def test_a_page_says_where_it_came_from(made: list[Generated]) -> None:
    page = read_page(page_of(made[0], "a" * 64), Path("page.md"))
    assert page.source.sha256 == "a" * 64
    assert page.source.file.endswith(f"{page.id}.txt")


def _above(registry: Registry, id: str) -> list[str]:
    above = registry.tags[id].broader
    return [above, *_above(registry, above)] if above else []
