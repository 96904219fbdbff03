"""What differs for readers between a revision and the working tree: pages, records, and who is named where."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from khizana.arabic import fold
from khizana.article import Article, read_page
from khizana.catalogue.entry import Entry, read_entry
from khizana.catalogue.mentions import Matcher
from khizana.layout import Layout, folder_of
from khizana.problems import ProblemError
from khizana.profile import render
from khizana.publish.templates import moment_in_words
from khizana.publish.urls import article_url
from khizana.records import read_record
from khizana.registry import Registry, read_registry
from khizana.registry.fields import KINDS
from scripts.flows.git import Changed, changed, copy_as_it_was, put_back
from scripts.flows.model import FORMAT, LONGEST, Change, Field, Finding, Kind, Preview, Room, Shift
from scripts.flows.words import passages

ROOMS = {"entities": "entity", "tags": "tag", "sources": "source"}
_ROOMS: dict[str, Room] = {"entities": "entities", "tags": "tags", "sources": "sources"}
ARTICLES, REGISTRY = "docs/articles", "docs/registry"
MOST = {"changes": 200, "shifts": 200, "findings": 500, "pages": 100, "passages": 30, "waiting": 100}


def compare(root: Path, base: str, findings: Iterable[Finding] = (), said: Iterable[str] = ()) -> Preview:
    """The preview of what stands below `root` against revision `base` of the same repository."""
    with tempfile.TemporaryDirectory() as folder:
        before, after = Layout(Path(folder)), Layout(root)
        differs = changed(root, base, ARTICLES, REGISTRY)
        _put_back(differs, before)
        registries = _registry(before), _registry(after)
        changes = [*_pages(differs, before, after, _labels(*registries)), *_records(differs, before, after)]
        shifts = _shifts(differs, before, after, *registries) if all(registries) else []
    return Preview(
        FORMAT,
        len(changes),
        tuple(changes[: MOST["changes"]]),
        tuple(shifts[: MOST["shifts"]]),
        tuple(sorted(findings, key=_severity))[: MOST["findings"]],
        tuple(dict.fromkeys(_to_look_at(changes, shifts)))[: MOST["pages"]],
        tuple(_waiting(after))[: MOST["waiting"]],
        tuple(_short(line) for line in said)[:40],
    )


def _put_back(differs: Changed, before: Layout) -> None:
    pages = [path for path in (*differs.modified, *differs.removed) if path.startswith(ARTICLES)]
    ledgers = [f"docs/sources/{folder_of(Path(page).stem)}/{Path(page).stem}.ledger.json" for page in pages]
    put_back(differs, (*pages, *ledgers), before.root)
    copy_as_it_was(differs, REGISTRY, before.root)
    before.registry.mkdir(parents=True, exist_ok=True)


def _labels(*registries: Registry | None) -> dict[str, str]:
    """The names editors know by `KEY:ID`, of tags, entities and outlets; later registries go before earlier ones."""
    labels: dict[str, str] = {}
    for registry in registries:
        if registry:
            labels |= {f"tags:{id}": tag.label for id, tag in registry.tags.items()}
            labels |= {f"outlet:{id}": outlet.label for id, outlet in registry.outlets.items()}
            labels |= {f"entities:{id}": entity.label for id, entity in registry.entities.items()}
    return labels


def _pages(differs: Changed, before: Layout, after: Layout, labels: Mapping[str, str]) -> Iterator[Change]:
    for path, kind in _with_kinds(differs, ARTICLES, ".md"):
        old, new = _article(before.root / path), _article(after.root / path)
        found = list(passages(_paragraphs(old), _paragraphs(new))) if old and new else []
        shown = new or old
        yield Change(
            "articles",
            kind,
            path,
            Path(path).stem,
            _short(shown.title if shown else ""),
            tuple(_fields(_record(old, labels), _record(new, labels))) if new else (),
            tuple(found[: MOST["passages"]]),
            max(0, len(found) - MOST["passages"]),
        )


def _records(differs: Changed, before: Layout, after: Layout) -> Iterator[Change]:
    for path, kind in _with_kinds(differs, REGISTRY, ".yml"):
        room = _ROOMS.get(Path(path).parent.name)
        if room:
            old, new = _values(before.root / path, room), _values(after.root / path, room)
            title = str((new or old).get("label", ""))
            yield Change(room, kind, path, Path(path).stem, _short(title), tuple(_fields(old, new)))


def _with_kinds(differs: Changed, folder: str, ending: str) -> Iterator[tuple[str, Kind]]:
    kinds: tuple[tuple[tuple[str, ...], Kind], ...] = (
        (differs.added, "added"),
        (differs.modified, "changed"),
        (differs.removed, "removed"),
    )
    for paths, kind in kinds:
        yield from ((path, kind) for path in paths if path.startswith(f"{folder}/") and path.endswith(ending))


def _article(path: Path) -> Article | None:
    """The article at a path; None where there is none, or none that can be read: the check says why."""
    try:
        return read_page(path.read_bytes().decode(), path) if path.is_file() and not path.is_symlink() else None
    except (ProblemError, UnicodeDecodeError):
        return None


def _paragraphs(article: Article | None) -> list[str]:
    try:
        return [block.text for block in render(article.body)] if article else []
    except ValueError:
        return []


def _record(article: Article | None, labels: Mapping[str, str]) -> dict[str, Any]:
    """What readers see of an article's record, by key, ids by the names they stand for."""
    if not article:
        return {}
    source = {key: getattr(article.source, key) for key in ("outlet", "url", "place", "agency")}
    named = {"outlet": [source.pop("outlet")], "tags": article.tags}
    named |= {f"entities.{key}": ids for key, ids in vars(article.entities).items()}
    values = {
        "title": article.title,
        "date": moment_in_words(article.date) if article.date else "",
        "authors": article.authors,
    }
    return {
        **values,
        **{key: [labels.get(f"{key.partition('.')[0]}:{id}", id) for id in ids] for key, ids in named.items()},
        **source,
        "description": article.description,
        "publish": article.publish,
        "rights": article.rights,
        "review": article.review,
    }


def _values(path: Path, room: str) -> dict[str, Any]:
    if not path.is_file() or path.is_symlink():
        return {}
    try:
        return dict(read_record(path.read_bytes().decode(), path, KINDS[ROOMS[room]]).values)
    except (ProblemError, UnicodeDecodeError):
        return {}


def _fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Field]:
    for key in dict.fromkeys((*before, *after)):
        old, new = _shown(before.get(key)), _shown(after.get(key))
        if old != new:
            yield Field(key, old, new)


def _shown(value: object) -> str:
    if isinstance(value, list | tuple):
        return _short("، ".join(str(item) for item in value))
    if isinstance(value, dict):
        return _short("؛ ".join(f"{key}: {_shown(item)}" for key, item in value.items()))
    return "" if value is None else _short(str(value))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _shifts(differs: Changed, before: Layout, after: Layout, old: Registry | None, new: Registry | None) -> list[Shift]:
    """Entities that articles begin or cease to name, the greatest change first."""
    old, new = old or Registry(), new or Registry()
    gained, lost = Counter[str](), Counter[str]()
    for was, now in _named(differs, before, after, old, new):
        gained.update(now - was)
        lost.update(was - now)
    known = {**old.entities, **new.entities}
    ids = sorted({*gained, *lost}, key=lambda id: (-gained[id] - lost[id], id))
    return [Shift(id, _short(known[id].label) if id in known else id, gained[id], lost[id]) for id in ids]


def _named(
    differs: Changed, before: Layout, after: Layout, old: Registry, new: Registry
) -> Iterator[tuple[set[str], set[str]]]:
    """For each article that may be concerned, who was named in it and who is."""
    matchers = Matcher(old), Matcher(new)
    pages = {path for path, _ in _with_kinds(differs, ARTICLES, ".md")}
    for path in sorted(pages):
        yield _ids(before.root / path, before, matchers[0]), _ids(after.root / path, after, matchers[1])
    words = _first_words(differs, old, new)
    for page in sorted(after.articles.rglob("[!.]*.md")) if words else ():
        if page.relative_to(after.root).as_posix() not in pages and _may_name(page, words):
            yield _ids(page, after, matchers[0]), _ids(page, after, matchers[1])


def _first_words(differs: Changed, *registries: Registry) -> set[str]:
    """Of every name a changed record has or had, the first word without its article, folded."""
    paths = (path for path in (*differs.present, *differs.removed) if path.startswith(f"{REGISTRY}/entities/"))
    ids = {Path(path).stem for path in paths}
    names = [
        name for registry in registries for id in ids & set(registry.entities) for name in registry.entities[id].names
    ]
    return {_bare(words[0]) for name in names if (words := re.findall(r"\w+", fold(name)))}


def _bare(word: str) -> str:
    return word.removeprefix("ال") if len(word) > 3 else word


def _may_name(page: Path, words: set[str]) -> bool:
    """Does one of these words stand in a page? A quick look that spares reading the others."""
    text = fold(page.read_bytes().decode(errors="replace")) if page.is_file() and not page.is_symlink() else ""
    return any(word in text for word in words)


def _ids(path: Path, layout: Layout, names: Matcher) -> set[str]:
    try:
        entry: Entry | None = read_entry(path, layout, names) if path.is_file() else None
    except ProblemError:
        return set()
    return {mention.entity for mention in entry.mentions} if entry else set()


def _registry(layout: Layout) -> Registry | None:
    try:
        return read_registry(layout.registry)
    except ProblemError:
        return None


def _to_look_at(changes: Iterable[Change], shifts: Iterable[Shift]) -> Iterator[str]:
    """Pages of the site that show the change, articles first."""
    for change in changes:
        if change.kind != "removed" and change.room == "articles":
            yield article_url(change.id)
    for change in changes:
        if change.kind != "removed" and change.room in ("entities", "tags"):
            yield f"{change.room}/{change.id}.html"
    yield from (f"entities/{shift.id}.html" for shift in shifts)


def _waiting(layout: Layout) -> Iterator[str]:
    """Captures that still lie in the inbox."""
    files = (path for path in sorted(layout.inbox.rglob("*")) if path.is_file() and not path.name.startswith("."))
    yield from (path.relative_to(layout.root).as_posix()[:400] for path in files)


def _severity(finding: Finding) -> tuple[int, str, int]:
    return ("error", "warning", "notice").index(finding.level), finding.path, finding.line
