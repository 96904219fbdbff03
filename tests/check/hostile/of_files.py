"""Attacks by what files are: links, submodules, programs, sizes, names, and code where pictures are."""

from __future__ import annotations

from collections.abc import Iterator

from tests.check.hostile.proposal import IMAGES, LEDGER, ORIGINAL, PORT, Attack, Make, Proposal
from tests.check.support import PNG, png

_SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


def attacks() -> Iterator[Attack]:
    """All of them."""
    yield from _kinds()
    yield from _names()
    yield from _sizes()
    yield from _pictures()
    yield from _elsewhere()


def _kinds() -> Iterator[Attack]:
    link = "is a symbolic link"
    page = "docs/articles/2017/06/2017-06-30-aaaa.md"
    yield Attack("a page that is a link", "file-kind", page, link, lambda p: p.link(page, "/etc/passwd"))
    picture = f"{IMAGES}/config.png"
    yield Attack(
        "a picture that is a link", "file-kind", picture, link, lambda p: p.link(picture, "../../../.git/config")
    )
    folder = "docs/articles/2018"
    yield Attack("a folder that is a link", "file-kind", folder, link, lambda p: p.link(folder, "../../.git"))
    ledger = "docs/sources/2017/06/2017-06-30-aaaa.ledger.json"
    yield Attack("a ledger that is a link", "file-kind", ledger, link, lambda p: p.link(ledger, "/dev/zero"))
    yield Attack("a page turned into a link", "file-kind", PORT, link, _page_to_link)
    module = "docs/sources/more"
    words = "is a submodule"
    yield Attack("a submodule", "file-kind", module, words, lambda p: p.enter("160000", module), entered=True)
    for path in (PORT, ORIGINAL):
        yield Attack(f"an executable {path[-3:]}", "file-kind", path, "is executable", _executable(path))


def _page_to_link(proposal: Proposal) -> None:
    proposal.remove(PORT)
    proposal.link(PORT, "../../../../mkdocs.yml")


def _executable(path: str) -> Make:
    return lambda proposal: (proposal.root / path).chmod(0o755)


def _names() -> Iterator[Attack]:
    inbox = "docs/sources/inbox"
    injected = f"{inbox}/a\n::error file=x::owned.txt"
    escaped = injected.replace("\n", "\\n")
    characters = "has characters no file name should have"
    yield Attack(
        "a command to the logs in a name", "file-name", escaped, characters,
        lambda p: p.enter("100644", injected, "نص"), entered=True,
    )  # fmt: skip
    turned = f"{inbox}/gpj.\u202etxt.md"
    shown = turned.replace("\u202e", "\\u202e")
    yield Attack("a name that reads backwards", "file-name", shown, characters, lambda p: p.write(turned, "نص"))
    device = f"{inbox}/aux.txt"
    yield Attack(
        "a device of Windows", "file-name", device, "some systems or the site reserve", lambda p: p.write(device, "نص")
    )
    hidden = "docs/sources/.gitattributes"
    yield Attack(
        "a hidden file of settings", "file-name", hidden, "is hidden", lambda p: p.write(hidden, "* filter=x\n")
    )
    long = f"{inbox}/{'ط' * 100}.txt"
    yield Attack(
        "a name too long for a system", "file-name", long, "has too long a name", lambda p: p.write(long, "نص")
    )
    capital = "docs/registry/entities/Oasis.yml"
    yield Attack(
        "capitals alone", "file-name", capital, "differs from docs/registry/entities/oasis.yml by capitals only",
        lambda p: p.write(capital, "id: Oasis\ntype: place\nlabel: أخرى\n"),
    )  # fmt: skip
    error_page = "docs/articles/404.md"
    yield Attack(
        "an article as the error page", "file-name", error_page, "some systems or the site reserve",
        lambda p: p.write(error_page, p.read(PORT)),
    )  # fmt: skip
    shadow = "docs/articles/2017/06/2017-06-12-rdrt/index.md"
    yield Attack(
        "a page in the place of a page", "file-name", shadow, "some systems or the site reserve",
        lambda p: p.write(shadow, p.read(PORT)),
    )  # fmt: skip
    html = "docs/articles/2017/06/2017-06-12-rdrt.html"
    yield Attack(
        "HTML among the articles",
        "file-name",
        html,
        "is not named as a page",
        lambda p: p.write(html, "<script>1</script>"),
    )


def _sizes() -> Iterator[Attack]:
    words = "is the most here"
    page = "docs/articles/2017/06/2017-06-30-aaaa.md"
    yield Attack("a page of megabytes", "file-size", page, words, lambda p: p.write(page, "ن" * (3 << 20)))
    picture = f"{IMAGES}/large.png"
    yield Attack(
        "a picture of megabytes", "file-size", picture, words, lambda p: p.write(picture, PNG + bytes(2 << 20))
    )
    record = "docs/registry/entities/large.yml"
    yield Attack("a record of megabytes", "file-size", record, words, lambda p: p.write(record, "# " + "x" * (1 << 20)))
    yield Attack("a ledger as large as memory", "file-size", LEDGER, words, lambda p: p.write(LEDGER, "[" * (9 << 20)))


def _pictures() -> Iterator[Attack]:
    acts = "the drawing holds something that acts or is fetched"
    bodies = {
        "script": "<script>alert(1)</script>",
        "handler": '<g onload="alert(1)"/>',
        "link": '<use href="https://evil.example/x.svg#a"/>',
        "foreign": "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>",
        "style": '<rect style="fill:url(https://evil.example/x)"/>',
        "animation": '<animate attributeName="href" to="javascript:alert(1)"/>',
        "javascript": '<use xlink:href="javascript:alert(1)"/>',
    }
    for name, body in bodies.items():
        path = f"{IMAGES}/{name}.svg"
        yield Attack(f"a drawing with a {name}", "picture-file", path, acts, _drawing(path, _SVG.format(body)))
    bomb = f"{IMAGES}/bomb.svg"
    entity = '<!DOCTYPE svg [<!ENTITY a "xx"><!ENTITY b "&a;&a;">]>' + _SVG.format("<text>&b;</text>")
    yield Attack("a drawing with entities", "picture-file", bomb, "is not what its ending says", _drawing(bomb, entity))
    late = f"{IMAGES}/late.svg"
    hidden = "<?xml version='1.0'?><?xml-stylesheet href='x.xsl'?>" + _SVG.format("")
    yield Attack(
        "a drawing with a style sheet", "picture-file", late, "is not what its ending says", _drawing(late, hidden)
    )
    html = f"{IMAGES}/photo.png"
    yield Attack(
        "HTML called a picture", "picture-file", html, "is not what its ending says",
        lambda p: p.write(html, "<html><script>alert(1)</script></html>"),
    )  # fmt: skip
    page = f"{IMAGES}/page.html"
    yield Attack(
        "HTML beside pictures", "picture-file", page, "is no picture of a kind", lambda p: p.write(page, "<b>1</b>")
    )
    code = f"{IMAGES}/bundle.js"
    yield Attack(
        "a script beside pictures", "picture-file", code, "is no picture of a kind", lambda p: p.write(code, "alert(1)")
    )
    huge = f"{IMAGES}/huge.png"
    yield Attack(
        "a picture that fills the memory", "picture-file", huge, "is 60000×60000 pixels large",
        lambda p: p.write(huge, png(60_000, 60_000)),
    )  # fmt: skip


def _drawing(path: str, text: str) -> Make:
    return lambda proposal: proposal.write(path, text)


def _elsewhere() -> Iterator[Attack]:
    """Files that decide what runs."""
    words = "is outside of what a contribution may touch"
    paths = (
        "hooks/site.py", "mkdocs.yml", ".github/workflows/ci.yml", "Makefile", "requirements.lock", "docs/index.md",
        "docs/assets/javascripts/bundle.js", "scripts/check.py", ".gitattributes", "docs/registry/entities/x.html",
    )  # fmt: skip
    for path in paths:
        yield Attack(f"a change of {path}", "maintainers-only", path, words, _writing(path))
    schema = "docs/registry/schema/tag.json"
    yield Attack("a laxer schema", "maintainers-only", schema, "is written by scripts/registry.py", _writing(schema))
    up = "docs/articles/../../hooks/site.py"
    yield Attack("a path that climbs", "maintainers-only", "hooks/site.py", words, lambda p: p.write(up, "import os\n"))


def _writing(path: str) -> Make:
    return lambda proposal: proposal.write(path, "owned: true\n")
