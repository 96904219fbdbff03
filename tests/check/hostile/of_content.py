"""Attacks by what files say: pages, originals, ledgers and records that lie, vanish, or come back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256

from tests.check.hostile.proposal import BRIDGE, ENTITIES, LEDGER, ORIGINAL, PORT, Attack, Make, Proposal

_ID = "2017-06-12-rdrt"


def attacks() -> Iterator[Attack]:
    """All of them."""
    yield from _pages()
    yield from _originals()
    yield from _records()


def _pages() -> Iterator[Attack]:
    def edited(name: str, rule: str, words: str, old: str, new: str) -> Attack:
        return Attack(name, rule, PORT, words, lambda p: p.change(PORT, old, new))

    yield Attack("a page removed", "address-kept", PORT, "the page was removed or renamed", lambda p: p.remove(PORT))
    renamed = "docs/articles/2017/06/2017-06-12-rdra.md"
    yield Attack("a page renamed", "address-kept", PORT, "the page was removed", lambda p: p.move(PORT, renamed))
    yield Attack(
        "a page moved",
        "address-kept",
        PORT,
        "the page was removed",
        lambda p: p.move(PORT, PORT.replace("2017/06", "2017/07")),
    )
    yield edited("an id that climbs", "front-matter", "its id, ../../../x, is none", f"id: {_ID}", "id: ../../../x")
    yield edited("the id of another", "page-place", "the file must be", f"id: {_ID}", "id: 2017-06-18-xq5x")
    yield edited(
        "a key that chooses a template",
        "front-matter",
        "unknown key template",
        "format: 1",
        "format: 1\ntemplate: evil.html",
    )
    yield edited(
        "an object of Python", "front-matter", "the value of title cannot be read",
        "title: ", "title: !!python/object/apply:os.system [id]\nauthors2: ",
    )  # fmt: skip
    bomb = "review: [&a [x, x], &b [*a, *a], &c [*b, *b], &d [*c, *c]]\nformat: 1"
    yield edited(
        "a bomb of YAML",
        "front-matter",
        "review must be a list of ids",
        "review:\n- tags-suggested\n",
        f"{bomb[:-10]}\n",
    )
    yield edited(
        "an original elsewhere",
        "original",
        "source.file is not what the ledger has",
        f"file: 2017/06/{_ID}.txt",
        "file: ../../../etc/passwd",
    )
    yield edited("another hash", "original", "source.sha256 is not what the ledger has", "sha256: 8", "sha256: 9")
    yield edited("a link that runs", "links", "none of http", "أربعين", "[أربعين](javascript:alert(1))")
    yield edited(
        "a link out of the archive",
        "links",
        "leads to what is not published",
        "أربعين",
        "[أربعين](../../../../../etc/passwd)",
    )
    yield edited("a script in the text", "profile", "code for web pages", "أربعين", "<script>alert(1)</script>")
    yield edited(
        "a title turned round", "bidi-controls", "turns the text round", "title: 'ميناء", 'title: "\u202eميناء" #'
    )
    yield edited("a text turned round", "bidi-controls", "turns the text round", "أربعين", "\u202eأربعين\u202c")
    yield edited("an id of the site", "section-ids", "is one the site gives itself", "{#قوارب-وشباك}", "{#__search}")
    yield edited("a section's id changed", "section-ids", "had the id", "{#قوارب-وشباك}", "{#قوارب}")
    yield edited("a tag that is not there", "references", "there is no tag", "- water", "- water\n- propaganda")
    yield edited(
        "a day to come", "plausible-date", "has not come yet", "date: 2017-06-12T11:10:00+03:00", "date: 2099-06-12"
    )
    yield Attack("a page gutted", "conservation", PORT, "of the original's words are left", _gut)
    yield Attack("a text nested for ever", "front-matter", PORT, "nested too deeply", _nest)
    yield Attack(
        "a page that is no text",
        "front-matter",
        PORT,
        "is not UTF-8",
        lambda p: p.write(PORT, b"---\ntitle: \xff\xfe\n"),
    )
    fresh = "docs/articles/2017/06/2017-06-30-aaaa.md"
    yield Attack(
        "a page without an original", "original", fresh, "there is no ledger",
        lambda p: p.write(fresh, p.read(PORT).replace(_ID, "2017-06-30-aaaa")),
    )  # fmt: skip


def _gut(proposal: Proposal) -> None:
    front = proposal.read(PORT).split("---\n")[1]
    proposal.write(PORT, f"---\n{front}---\n\nاشتروا من متجرنا.\n")


def _nest(proposal: Proposal) -> None:
    proposal.write(PORT, proposal.read(PORT) + "\n" + "> " * 500 + "نص\n")


def _originals() -> Iterator[Attack]:
    words = "originals are never changed or removed"
    yield Attack("an original altered", "original-kept", ORIGINAL, words, lambda p: p.change(ORIGINAL, "ميناء", "مطار"))
    yield Attack("an original removed", "original-kept", ORIGINAL, words, lambda p: p.remove(ORIGINAL))
    yield Attack("a ledger removed", "original-kept", LEDGER, "ledgers are never removed", lambda p: p.remove(LEDGER))
    yield Attack("original and hashes altered", "original-kept", LEDGER, "what is decided once (sha256)", _forge)
    yield Attack(
        "a ledger that is none",
        "original-kept",
        LEDGER,
        "is no ledger that can be read",
        lambda p: p.write(LEDGER, "[" * 99_999),
    )
    yield Attack("a ledger of the wrong kinds", "original-kept", LEDGER, "is no ledger that can be read", _confuse)
    yield Attack("a ledger that forgets paragraphs", "paragraph-ids", LEDGER, "the ledger forgot paragraphs", _forget)
    yield Attack(
        "a ledger that hides some text", "conservation", LEDGER, "does not account for the whole original", _hide
    )
    yield Attack("a withdrawn article", "withdrawn", BRIDGE, "this article was withdrawn", _come_back)


def _rewrite(proposal: Proposal, **values: object) -> None:
    proposal.write(LEDGER, json.dumps({**json.loads(proposal.read(LEDGER)), **values}, ensure_ascii=False))


def _forge(proposal: Proposal) -> None:
    """The original, with page and ledger made to agree with it."""
    before = sha256((proposal.root / ORIGINAL).read_bytes()).hexdigest()
    proposal.change(ORIGINAL, "ميناء", "مطار")
    after = sha256((proposal.root / ORIGINAL).read_bytes()).hexdigest()
    proposal.change(PORT, before, after)
    proposal.change(LEDGER, before, after)


def _confuse(proposal: Proposal) -> None:
    _rewrite(proposal, paragraphs=[{"a": 1}], spans=[["0", None, 5, []]])


def _forget(proposal: Proposal) -> None:
    _rewrite(proposal, paragraphs=json.loads(proposal.read(LEDGER))["paragraphs"][:1])


def _hide(proposal: Proposal) -> None:
    _rewrite(proposal, spans=json.loads(proposal.read(LEDGER))["spans"][:-1])


def _come_back(proposal: Proposal) -> None:
    """The tombstone stands on the main branch; here its page is touched."""
    proposal.write(BRIDGE, proposal.read(BRIDGE).replace("الكبير", "الصغير"))


def _records() -> Iterator[Attack]:
    dam = f"{ENTITIES}/great-river.yml"
    yield Attack("a record removed", "record-kept", dam, "its page has an address", lambda p: p.remove(dam))
    yield Attack(
        "a record unpublished",
        "record-kept",
        dam,
        "is to be proposed again",
        lambda p: p.write(dam, p.read(dam) + "status: proposed\n"),
    )
    stone = "docs/registry/tombstones/2017-06-18-xq5x.yml"
    yield Attack("a tombstone removed", "record-kept", stone, "so that it could come back", lambda p: p.remove(stone))
    new = "docs/registry/tombstones/2017-06-12-rdrt.yml"
    yield Attack(
        "a withdrawal by a stranger", "maintainers-only", new, "articles are withdrawn by maintainers", _withdraw(new)
    )
    circle = f"{ENTITIES}/oasis.yml"
    yield Attack(
        "records merged in a circle",
        "registry",
        circle,
        "leads in a circle",
        lambda p: p.write(circle, p.read(circle) + "merged_into: old-oasis\n"),
    )
    yield Attack(
        "a record that takes a name", "registry", f"{ENTITIES}/salma-haddad.yml", "already belongs to", _take_name
    )
    zone = "docs/registry/sources/al-sahil.yml"
    yield Attack("a bomb in a time zone", "registry", zone, "must be a time zone", _bomb(zone))


def _withdraw(path: str) -> Make:
    stone = f"id: 2017-06-12-rdrt\ndate: 2020-01-01\ndigests:\n- '{'2' * 64}'\n"
    return lambda proposal: proposal.write(path, stone)


def _take_name(proposal: Proposal) -> None:
    proposal.write(f"{ENTITIES}/aaa.yml", "id: aaa\ntype: person\nlabel: سلمى الحداد\n")


def _bomb(path: str) -> Make:
    lists = ["&a0 [x, x, x, x, x, x, x, x]", *(f"&a{n} [{', '.join([f'*a{n - 1}'] * 8)}]" for n in range(1, 12))]
    return lambda proposal: proposal.write(path, f"id: al-sahil\nlabel: الساحل\ntime_zone: [{', '.join(lists)}]\n")
