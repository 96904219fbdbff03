"""How much of an article is shown: its own word, its outlet's, everything; and how records say so."""

from __future__ import annotations

from pathlib import Path

import pytest

from khizana.article import PUBLISH, Article, Source, read_page, write_page
from khizana.problems import ProblemError
from khizana.registry import Outlet, read_registry
from khizana.rights import published

PATH = Path("docs/articles/2017/06/2017-06-29-k7qd.md")
ARTICLE = Article(
    id="2017-06-29-k7qd",
    title="خبر",
    source=Source("2017/06/2017-06-29-k7qd.txt", "0" * 64),
    body="نص.\n",
    publish="excerpt",
    rights="محفوظة",
)


def test_an_article_goes_before_its_outlet_and_says_it_in_its_page() -> None:
    assert read_page(write_page(ARTICLE), PATH) == ARTICLE
    assert "publish: excerpt\n" in write_page(ARTICLE) and "  rights: محفوظة\n" in write_page(ARTICLE)
    assert published(ARTICLE, Outlet("a", "أ", publish="metadata")) == "excerpt"


def test_an_outlet_decides_where_the_article_says_nothing() -> None:
    plain = Article(ARTICLE.id, ARTICLE.title, ARTICLE.source, ARTICLE.body)
    assert [published(plain, Outlet("a", "أ", publish=kind)) for kind in PUBLISH] == list(PUBLISH)
    assert published(plain, Outlet("a", "أ")) == published(plain, None) == "full"
    assert "publish" not in write_page(plain) and "rights" not in write_page(plain)


def test_another_word_is_refused() -> None:
    with pytest.raises(ProblemError) as caught:
        read_page(write_page(ARTICLE).replace("publish: excerpt", "publish: all"), PATH)
    assert "publish must be one of full, excerpt, metadata" in str(caught.value)


def test_an_outlet_says_it_in_its_record(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/paper.yml").write_text("id: paper\nlabel: صحيفة\npublish: metadata\nrights: محفوظة\n", "utf-8")
    outlet = read_registry(tmp_path).outlets["paper"]
    assert (outlet.publish, outlet.rights) == ("metadata", "محفوظة")


@pytest.mark.parametrize("key", ["time_zone", "encoding"])
def test_a_bomb_of_lists_is_no_zone_and_no_encoding(tmp_path: Path, key: str) -> None:
    lists = ["&a0 [x, x, x, x, x, x, x, x]", *(f"&a{n} [{', '.join([f'*a{n - 1}'] * 8)}]" for n in range(1, 12))]
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/paper.yml").write_text(f"id: paper\nlabel: صحيفة\n{key}: [{', '.join(lists)}]\n", "utf-8")
    with pytest.raises(ProblemError) as caught:
        read_registry(tmp_path)
    assert f"{key} must be" in str(caught.value)
