"""An archive whose every text is an attack: one site that carries all vectors in all the places a text can stand.

A share of the vectors is a record (title, author, outlet, tags, address, and headings and paragraphs of its text), a
page an editor wrote by hand (raw Markdown, every field of the front matter), and a saved page whose markup is live.
The same archive is made of harmless words: what its pages hold, the others may.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from khizana.article import Article, Source, write_page
from khizana.layout import folder_of
from khizana.records import dump_yaml
from tests.hostile.alone import TITLE, file_name, put_alone
from tests.hostile.case import page
from tests.support.archive import Archive, new_archive

NAME = "ميناء الرياح"
HARMLESS = (
    "كلمة سليمة",
    "## عنوان {#h-1}\n\n### آخر {#h-2}",
    "[ا](https://a.example/) ![ج](https://a.example/x.png) ![د](../../../assets/images/logo.svg) **د** *ه*  \nز",
    "- بند\n    - بند\n- بند\n\nنص\n\n3. بند\n\n> قول\n>\n> - بند",
    "حاشية[^1] وأخرى[^1]\n\n[^1]: نصها",
    "Latin words & F-16",
)
_TEXT = "وصل المسافرون إلى ميناء الرياح في المساء، وكان البحر هادئا كأنه صفحة من زجاج."


@dataclass(frozen=True)
class Attacked:
    """The archive and, by the address of its page on the site, the vectors that must be read there as text.

    `full` are the addresses of all articles with many vectors.
    """

    archive: Archive
    shown: dict[str, tuple[str, ...]]
    full: frozenset[str]

    @property
    def site(self) -> Path:
        return self.archive.site


def harmless_archive(root: Path) -> Attacked:
    """The same with nothing to fear in it, and with lists so short that they are split as long ones are."""
    return attacked_archive(root, HARMLESS, 2, longest=2)


def attacked_archive(
    root: Path, vectors: Sequence[str], per_page: int, longest: int = 100, *, alone: bool = False
) -> Attacked:
    """The archive, converted and built; `longest` is the most entries a list has on one page.

    `alone` adds two articles for each vector, which show it where a page has room for one only.
    """
    archive = new_archive(root)
    archive.set_own(entries_per_page=longest)
    shares = [tuple(vectors[n : n + per_page]) for n in range(0, len(vectors), per_page)]
    for number, share in enumerate(shares):
        _put_registry(archive, number, share)
        _put_page(archive, number, share)
    saved = [*_saved(root, shares), *(put_alone(archive, vectors) if alone else ())]
    run = archive.convert("--accept-removals", "--publish-duplicates", _records(root, shares), *saved)
    assert "converted" in run.lines[-1] and all(": record" in line or ".html: " in line for line in run.lines[:-1])
    built = archive.build(strict=False)
    assert built.code == 0, built.output
    return _found(archive, shares)


def _put_registry(archive: Archive, number: int, share: Sequence[str]) -> None:
    label = f"{NAME} {number}: {' '.join(share)}"
    common = {"id": f"attack{number}", "label": label, "description": label}
    archive.write(f"docs/registry/tags/attack{number}.yml", dump_yaml({**common, "terms": list(share[:3])}))
    archive.write(f"docs/registry/sources/attack{number}.yml", dump_yaml({"id": common["id"], "label": label}))
    entity = {**common, "type": "place", "aliases": [f"{NAME} رقم {number}"], "latin": share[0]}
    archive.write(f"docs/registry/entities/attack{number}.yml", dump_yaml(entity))


def _put_page(archive: Archive, number: int, share: Sequence[str]) -> None:
    """What a pull request may bring: nothing in it went through the converter."""
    id, words = f"2020-01-{number % 28 + 1:02}-{_letters(number)}", " ".join(share)
    source = Source(words, "0" * 64, f"attack{number}", share[-1], words, words, words, words)
    body = f"{_TEXT} {NAME} رقم {number}\n\n" + "\n\n".join(share)
    article = Article(id, words, source, body, None, (f"attack{number}",), tuple(share), words)
    archive.write(f"docs/articles/{folder_of(id)}/{id}.md", write_page(article).encode("utf-8", "replace"))


def _letters(number: int) -> str:
    return "page" + "".join("abcdefghijklmnop"[int(digit, 16)] for digit in f"{number:04x}")


def _records(root: Path, shares: Sequence[Sequence[str]]) -> Path:
    """Records whose text is markup that shows the vectors as text, every second one as a heading."""
    path = root.parent / "records.jsonl"
    path.write_text("".join(f"{json.dumps(_record(number, share))}\n" for number, share in enumerate(shares)), "utf-8")
    return path


def _record(number: int, share: Sequence[str]) -> dict[str, str]:
    plain = [vector.replace("\0", "") for vector in share]
    blocks = "".join(f"<h2>{escape(vector)}</h2><p>{_TEXT} {escape(vector)}</p>" for vector in plain)
    return {
        "title": f"{number} {' '.join(plain)}",
        "author": " ".join(plain),
        "url": plain[0],
        "date": "2021-01-01",
        "tags": f"attack{number}",
        "outlet": f"attack{number}",
        "content": f"<p>{_TEXT} {NAME} رقم {number}</p>{blocks}",
    }


def _saved(root: Path, shares: Sequence[Sequence[str]]) -> Iterator[Path]:
    """Saved pages with live markup, under the names of their vectors as far as a file can have them."""
    for number, share in enumerate(shares):
        path = root.parent / "saved" / str(number) / file_name(share[0])
        path.parent.mkdir(parents=True)
        blocks = "".join(f"<p>{_TEXT}</p><div>{vector}</div>" for vector in share).replace("\0", "")
        path.write_bytes(page(blocks, title=f"صفحة {number} {escape(share[0])}").encode("utf-8", "replace"))
        yield path


def _found(archive: Archive, shares: Sequence[Sequence[str]]) -> Attacked:
    shown: dict[str, tuple[str, ...]] = {}
    full = set()
    for article in archive.articles():
        url = f"articles/{folder_of(article.id)}/{article.id}.html"
        if not article.title.startswith(TITLE):
            full.add(url)
        if article.source.file.startswith("containers/"):
            shown[url] = tuple(shares[int(article.title.split(" ", 1)[0])])
    return Attacked(archive, shown, frozenset(full))
