"""An archive of vectors each alone with an article of its own: what no page shows more than one of.

That is the address of the original, raw and as the end of a harmless one, and the name of a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from khizana.article import Article, Source, write_page
from khizana.layout import folder_of
from tests.hostile.case import page
from tests.support.archive import Archive

_TEXT = "عاد الصيادون من رحلتهم قبل الغروب، وحملوا ما اصطادوه إلى السوق القديم."
TITLE = "وحيدة"
_LONGEST = 150  # bytes of a file's name


def put_alone(archive: Archive, vectors: Sequence[str]) -> Iterator[Path]:
    """For each vector a page by hand, of an address that ends with it, and a saved page that claims it as its address.

    Yields the saved pages, each named after its vector, which are not in the archive yet.
    """
    for number, vector in enumerate(vectors):
        id = f"2019-{number % 12 + 1:02}-{number % 28 + 1:02}-{_letters(number)}"
        source = Source(f"{vector}.html", "0" * 64, "", f"https://a.example/{vector}")
        written = write_page(Article(id, f"{TITLE} {number}", source, f"{_TEXT} {number}"))
        archive.write(f"docs/articles/{folder_of(id)}/{id}.md", written.encode("utf-8", "replace"))
        path = archive.root.parent / "alone" / str(number) / file_name(vector)
        path.parent.mkdir(parents=True)
        path.write_bytes(_saved(number, vector).encode("utf-8", "replace"))
        yield path


def _letters(number: int) -> str:
    return "one" + "".join("abcdefghijklmnop"[int(digit, 16)] for digit in f"{number:04x}")


def file_name(vector: str) -> str:
    """The vector as the name of a saved page, as far as a file can have it."""
    name = vector.replace("/", "∕").replace("\0", "").encode("utf-8", "ignore")[:_LONGEST].decode("utf-8", "ignore")
    return f"x{name.lstrip('.')}.html"


def _saved(number: int, vector: str) -> str:
    address = escape(vector.replace("\0", ""))
    head = f'<link rel="canonical" href="{address}"><meta property="og:url" content="{address}">'
    return page(f"<p>{_TEXT} {number}</p><p>{_TEXT}</p><p>{_TEXT}</p>", head, f"{TITLE} {number}")
