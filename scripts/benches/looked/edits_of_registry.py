"""What people do to the registry. Each leaves one that can be read, and gives the record it changed."""

from __future__ import annotations

from dataclasses import replace

from khizana.article import PUBLISH
from scripts.benches.looked.editor import Editor

FEWEST_TAGS = 6  # so many are left for other edits


def label(editor: Editor) -> str:
    """Another label: of an entity, a tag or an outlet."""
    room = editor.rng.choice(("entities", "entities", "tags", "sources"))
    record = editor.record(room)
    aliases = {"ambiguous": None} if room == "entities" else {}
    return editor.put(room, record, label=f"{record['label'].partition(' رقم')[0]} رقم {editor.number}", **aliases)


def alias(editor: Editor) -> str:
    """A name that some text has, or none of the names it had."""
    record = editor.record("entities")
    words = [word for word in editor.page().read_text(encoding="utf-8").split() if word.isalpha() and len(word) > 5]
    if not words:
        return ""
    alias = f"{editor.rng.choice(words)} {editor.number}" if editor.rng.random() < 0.3 else editor.rng.choice(words)
    taken = {name for id in editor.ids("entities") for name in _names(editor, id)}
    aliases = [alias] if alias not in taken and not alias.isascii() and editor.rng.random() < 0.7 else []
    return editor.put("entities", record, aliases=aliases, ambiguous=None)


def _names(editor: Editor, id: str) -> list[str]:
    record = editor.read("entities", id)
    return [record["label"], *record.get("aliases", [])]


def describe(editor: Editor) -> str:
    """Another description, or none."""
    room = editor.rng.choice(("entities", "tags"))
    record = editor.record(room)
    return editor.put(room, record, description=f"وصف رقمه {editor.number}." if editor.rng.random() < 0.8 else "")


def relate(editor: Editor) -> str:
    """Dates, numbers and relations."""
    record = editor.record("entities")
    id = record["id"]
    others = [other for other in editor.ids("entities") if other != id]
    related = editor.rng.sample(others, editor.rng.randint(0, 2))
    return editor.put("entities", record, related=related, wikidata=f"Q{10**8 + editor.number}")


def propose(editor: Editor) -> str:
    """Accepted, or not any more."""
    record = editor.record("entities")
    return editor.put("entities", record, status=editor.rng.choice(("proposed", "accepted", "accepted")))


def merge(editor: Editor) -> str:
    """Into one that is merged into none, or not any more."""
    record = editor.record("entities")
    id = record["id"]
    if record.get("merged_into"):
        return editor.put("entities", record, merged_into="")
    plain = [other for other in editor.ids("entities") if other != id and not _is_merged(editor, other)]
    return editor.put("entities", record, merged_into=editor.rng.choice(plain)) if plain else ""


def _is_merged(editor: Editor, id: str) -> bool:
    return "merged_into:" in editor.file("entities", id).read_text(encoding="utf-8")


def move_tag(editor: Editor) -> str:
    """Under another that is under none, or under none."""
    record = editor.record("tags")
    id = record["id"]
    roots = [other for other in editor.ids("tags") if other != id and "broader:" not in _text_of_tag(editor, other)]
    bears = any(f"broader: {id}\n" in _text_of_tag(editor, other) for other in editor.ids("tags"))
    broader = "" if bears or editor.rng.random() < 0.4 else editor.rng.choice(roots or [""])
    return editor.put("tags", record, broader=broader)


def _text_of_tag(editor: Editor, id: str) -> str:
    return editor.file("tags", id).read_text(encoding="utf-8")


def new_record(editor: Editor) -> str:
    """A tag, or an entity whose name no text has yet."""
    letters = "".join(chr(ord("a") + int(digit)) for digit in str(editor.number))
    if editor.rng.random() < 0.5:
        return editor.put("tags", {"id": f"new-{letters}", "label": f"وسم {editor.number}"})
    word = editor.rng.choice([word for word in editor.page().read_text("utf-8").split() if word.isalpha()])
    label = f"{word} {editor.number}"
    return editor.put("entities", {"id": f"new-{letters}", "type": "place", "label": label, "latin": "New"})


def drop_tag(editor: Editor) -> str:
    """A tag goes, and every page and tag that had it loses it."""
    ids = editor.ids("tags")
    if len(ids) < FEWEST_TAGS:
        return ""
    id = editor.rng.choice(ids)
    for other in ids:
        record = editor.read("tags", other)
        related = [tag for tag in record.get("related", []) if tag != id]
        broader = "" if record.get("broader") == id else record.get("broader", "")
        editor.put("tags", record, related=related, broader=broader)
    editor.file("tags", id).unlink()
    for path in editor.pages():
        if f"\n- {id}\n" in path.read_text(encoding="utf-8"):
            editor.change(lambda one: replace(one, tags=tuple(tag for tag in one.tags if tag != id)), path)
    return id


def show_outlet(editor: Editor) -> str:
    """How much of an outlet's articles is shown."""
    record = editor.record("sources")
    return editor.put("sources", record, publish=editor.rng.choice(("", *PUBLISH)))
