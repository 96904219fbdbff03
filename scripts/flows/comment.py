"""The one comment on a pull request that updates itself, written by a job with a token from data of one without.

Which pull request is meant, GitHub says: the run's branch and commit are its own, and nothing in the data is asked.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import click

from scripts.flows.github import GitHub, GitHubError, of_this_run, quoted
from scripts.flows.markdown import MARKER, Places, nothing, summary
from scripts.flows.model import PreviewError, read_preview
from scripts.flows.outputs import say
from scripts.flows.scope import outside

LABEL = "للمشرفين"
BOT = "github-actions[bot]"
MOST_PAGES = 30
_SHA = re.compile(r"[0-9a-f]{40}")


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Comment on the pull request of the run in HEAD_OWNER, HEAD_BRANCH, HEAD_SHA and RUN_ID."""
    github = of_this_run()
    pull = pull_of_run(github, os.environ["HEAD_OWNER"], os.environ["HEAD_BRANCH"], os.environ["HEAD_SHA"])
    if pull is None:
        sys.exit("no open pull request has this commit at its head; nothing to say")
    number = int(pull["number"])
    beyond = outside(_paths(github, number))
    places = _places(github, pull, os.environ["RUN_ID"])
    write(github, number, _text(folder, places, beyond))
    mark(github, pull, bool(beyond))
    click.echo(f"pull request {number}")


def _text(folder: Path, places: Places, beyond: list[str]) -> str:
    try:
        return summary(read_preview(folder / "preview.json"), places, beyond)
    except PreviewError as error:
        say(f"the preview is not used: {error}")
        return nothing(places, beyond)


def pull_of_run(github: GitHub, owner: str, branch: str, sha: str) -> dict[str, Any] | None:
    """The open pull request whose head is this branch and, still, this commit."""
    if not _SHA.fullmatch(sha):
        return None
    pulls: list[dict[str, Any]] = github.get("pulls", state="open", head=f"{owner}:{branch}", per_page="100")
    return next((pull for pull in pulls if pull["head"]["sha"] == sha), None)


def write(github: GitHub, number: int, text: str) -> None:
    """Put the text into our comment on the pull request, or make it."""
    for comment in _all(github, f"issues/{number}/comments"):
        if comment["user"]["login"] == BOT and str(comment["body"]).startswith(MARKER):
            github.patch(f"issues/comments/{int(comment['id'])}", {"body": text})
            return
    github.post(f"issues/{number}/comments", {"body": text})


def mark(github: GitHub, pull: dict[str, Any], beyond: bool) -> None:
    """Set or take away the label that calls for a maintainer."""
    has = any(label["name"] == LABEL for label in pull.get("labels", ()))
    if beyond and not has:
        github.post(f"issues/{int(pull['number'])}/labels", {"labels": [LABEL]})
    elif has and not beyond:
        github.delete(f"issues/{int(pull['number'])}/labels/{quoted(LABEL)}")


def _paths(github: GitHub, number: int) -> Iterator[str]:
    for file in _all(github, f"pulls/{number}/files"):
        yield str(file["filename"])
        yield str(file.get("previous_filename") or file["filename"])


def _places(github: GitHub, pull: dict[str, Any], run: str) -> Places:
    """Links from what GitHub says of the pull request and the run."""
    server = os.environ.get("GITHUB_SERVER_URL", "https://github.com")
    here = f"{server}/{github.repository}/actions/runs/{int(run)}"
    head = (pull["head"].get("repo") or {}).get("full_name", github.repository)
    try:
        artifacts = github.get(f"actions/runs/{int(run)}/artifacts", name="site")["artifacts"]
    except GitHubError:
        artifacts = []
    site = f"{here}/artifacts/{int(artifacts[0]['id'])}" if artifacts else ""
    return Places(f"{server}/{quote(head)}/blob/{pull['head']['sha']}", here, site)


def _all(github: GitHub, path: str) -> Iterator[dict[str, Any]]:
    for page in range(1, MOST_PAGES + 1):
        rows: list[dict[str, Any]] = github.get(path, per_page="100", page=str(page))
        yield from rows
        if len(rows) < 100:
            return
