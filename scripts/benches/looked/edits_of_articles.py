"""What people do to articles: bring in, reword, move, take out, put back. Each gives what it was done to."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, timedelta

from khizana.article import PUBLISH, Article, Decisions, read_page, write_page
from khizana.layout import article_id
from khizana.tombstones import Tombstone, tombstone_path, write_tombstone
from scripts.benches.corpus import write_article, writer_of
from scripts.benches.looked.editor import Editor
from scripts.benches.synthetic.names import GIVEN

FEWEST_PAGES = 8  # so many are left for other edits


def add(editor: Editor) -> str:
    """A new article, with an original or without."""
    article = writer_of(editor.corpus).article(editor.next)
    editor.next += 1
    known = set(editor.ids("tags"))
    article = replace(article, tags=tuple(tag for tag in article.tags if tag in known))
    for folder in (editor.layout.page(article.id).parent, editor.layout.ledger(article.id).parent):
        folder.mkdir(parents=True, exist_ok=True)
    write_article(article, editor.layout, originals=editor.rng.random() < 0.7)
    return article.id


def write_more(editor: Editor) -> str:
    """One more paragraph, which names somebody."""
    name = editor.record("entities")["label"]
    return editor.change(lambda one: replace(one, body=f"{one.body}\nوقال {name} في فقرة رقمها {editor.number}.\n"))


def cut(editor: Editor) -> str:
    """One block less."""

    def without(one: Article) -> Article:
        blocks = one.body.strip("\n").split("\n\n")
        blocks.pop(editor.rng.randrange(len(blocks)))
        return replace(one, body="\n\n".join(blocks or ["لم يبق شيء."]) + "\n")

    return editor.change(without)


def link(editor: Editor) -> str:
    """To another article, an index page, or what is not there."""
    other, tag = editor.page(), editor.rng.choice(editor.ids("tags"))
    place = f"../../{other.relative_to(editor.layout.articles).as_posix()}"
    address = editor.rng.choice((place, f"{place}#p-123456", f"../../../tags/{tag}.html", "../../../tags/none.html"))
    return editor.change(lambda one: replace(one, body=f"{one.body}\nانظر [هنا]({address}).\n"))


def retitle(editor: Editor) -> str:
    """Another title."""
    return editor.change(lambda one: replace(one, title=f"عنوان {editor.number}"))


def redate(editor: Editor) -> str:
    """Another day, or none; the page stays where it is."""
    day = date(2012, 1, 1) + timedelta(days=editor.rng.randrange(900))
    return editor.change(lambda one: replace(one, date=editor.rng.choice((day, day, day, None))))


def retag(editor: Editor) -> str:
    """Other tags, or none."""
    tags = editor.rng.sample(editor.ids("tags"), editor.rng.randint(0, 4))
    return editor.change(lambda one: replace(one, tags=tuple(tags)))


def sign(editor: Editor) -> str:
    """Other authors, another outlet, another description."""
    authors = tuple(editor.rng.sample(GIVEN[:6], editor.rng.randint(0, 2)))
    outlet = editor.rng.choice(editor.ids("sources"))

    def signed(one: Article) -> Article:
        source = replace(one.source, outlet=outlet)
        return replace(one, authors=authors, source=source, description=f"وصف {editor.number}")

    return editor.change(signed)


def decide(editor: Editor) -> str:
    """An editor says who is meant and who is not."""
    ids = editor.ids("entities")
    decisions = Decisions(tuple(editor.rng.sample(ids, 1)), tuple(editor.rng.sample(ids, 2)))
    return editor.change(lambda one: replace(one, entities=decisions))


def show(editor: Editor) -> str:
    """How much of it is shown."""
    return editor.change(lambda one: replace(one, publish=editor.rng.choice(("", *PUBLISH))))


def remove(editor: Editor) -> str:
    """Page and perhaps ledger go."""
    path = editor.page()
    if len(editor.pages()) < FEWEST_PAGES:
        return ""
    path.unlink()
    if editor.rng.random() < 0.5:
        editor.layout.ledger(path.stem).unlink(missing_ok=True)
    return path.stem


def rename(editor: Editor) -> str:
    """Another id, so another address."""
    path = editor.page()
    article = read_page(path.read_text(encoding="utf-8"), path)
    id = article_id(article.day, f"{editor.number:064x}"[::-1], 8)
    new = editor.layout.page(id)
    new.parent.mkdir(parents=True, exist_ok=True)
    new.write_text(write_page(replace(article, id=id)), encoding="utf-8")
    path.unlink()
    return f"{path.stem} to {id}"


def revert(editor: Editor) -> str:
    """An older text, with an older date, as a checkout of an old commit may leave it."""
    kept = [path for path in sorted(editor.kept) if path.parent.exists()]
    if not kept:
        return ""
    path = editor.rng.choice(kept)
    if tombstone_path(editor.layout, path.stem).exists():
        return ""
    wanted = set(read_page(editor.kept[path], path).tags)
    if not wanted <= set(editor.ids("tags")):
        return ""
    path.write_text(editor.kept[path], encoding="utf-8")
    os.utime(path, (1_400_000_000, 1_400_000_000))
    return path.stem


def touch(editor: Editor) -> str:
    """Nothing but the moment of the file."""
    path = editor.page()
    path.touch()
    return path.stem


def change_ledger(editor: Editor) -> str:
    """The ledger says another day of capture, or goes."""
    path = editor.layout.ledger(editor.page().stem)
    if not path.exists():
        return ""
    if editor.rng.random() < 0.3:
        path.unlink()
    else:
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('"captured": "20', f'"captured": "2{editor.number % 9}', 1), encoding="utf-8")
    return path.name


def withdraw(editor: Editor) -> str:
    """A tombstone in place of the page."""
    path = editor.page()
    path.unlink()
    reason = editor.rng.choice(("", "بطلب من كاتبه"))
    write_tombstone(editor.layout, Tombstone(path.stem, date(2026, 1, 2), ("0" * 64,), reason))
    return path.stem
