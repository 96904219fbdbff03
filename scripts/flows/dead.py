"""Links that lead nowhere become one issue, which is brought up to date every month and closed when none is left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import click
from msgspec import Meta, Struct
from msgspec.json import decode

from scripts.flows.escape import code, escaped
from scripts.flows.github import GitHub, of_this_run

MARKER = "<!-- khizana:links -->"
TITLE = "روابط معطَّلة"
LABEL = "روابط"
MOST = 200
_Url = Annotated[str, Meta(max_length=4_000)]


class Link(Struct, frozen=True):
    """An address and the files that hold it."""

    url: _Url
    files: Annotated[tuple[_Url, ...], Meta(max_length=100_000)]


class Tried(Struct, frozen=True):
    """What scripts/links.py found of a link."""

    link: Link
    verdict: str
    status: int
    copy: _Url = ""


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, path_type=Path))
def command(folder: Path) -> None:
    """Bring the issue of dead links up to date with DIR/links.json."""
    tried = decode((folder / "links.json").read_bytes(), type=list[Tried])
    tell_all(of_this_run(), [one for one in tried if one.verdict == "dead"])


def tell_all(github: GitHub, dead: Sequence[Tried]) -> None:
    """Open the issue, change it, or close it."""
    opened = github.get("issues", state="open", labels=LABEL, per_page="100")
    number = next((int(issue["number"]) for issue in opened if str(issue["body"] or "").startswith(MARKER)), 0)
    if number:
        state = {} if dead else {"state": "closed", "state_reason": "completed"}
        github.patch(f"issues/{number}", {"body": body(dead), **state})
    elif dead:
        github.post("issues", {"title": TITLE, "labels": [LABEL], "body": body(dead)})


def body(dead: Sequence[Tried]) -> str:
    """The issue's text."""
    rows = "\n".join(f"| {code(one.link.url)} | {_files(one.link)} | {_copy(one)} |" for one in dead[:MOST])
    more = f"\n\nوالمعروض {MOST} من {len(dead):,}." if len(dead) > MOST else ""
    table = f"| الرابط | موضعه | نسخة محفوظة |\n| --- | --- | --- |\n{rows}{more}"
    told = (
        f"هذه روابط لم يعد لها جواب. ضع مكان الرابط نسخته المحفوظة إن وُجدت.\n\n{table}" if dead else "لا روابط معطَّلة."
    )
    return f'{MARKER}\n\n<div dir="rtl">\n\n{told}\n\n</div>\n'


def _files(link: Link) -> str:
    shown = " ".join(code(path) for path in link.files[:3])
    return f"{shown} …" if len(link.files) > 3 else shown


def _copy(tried: Tried) -> str:
    sure = re.fullmatch(r"https://web\.archive\.org/web/\d+/[^\s<>\"()\[\]|]+", tried.copy)
    return f"[في أرشيف الإنترنت]({tried.copy})" if sure else escaped(tried.copy) or "—"
