"""A bundle becomes a branch and a pull request, through GitHub's interface: nothing of it is run, no git is called.

A pull request that a workflow's own token opens starts no workflow, so the check has run before, in the same
workflow; how it ended is written as a status of the commit, which the rules of the branch can ask for.
"""

from __future__ import annotations

import base64
import os
import re
import sys
from pathlib import Path
from typing import Any

import click

from scripts.flows.bundle import Bundle, BundleError, read_bundle
from scripts.flows.escape import escaped
from scripts.flows.github import GitHub, GitHubError, of_this_run
from scripts.flows.markdown import Places, summary
from scripts.flows.model import Preview, PreviewError, read_preview
from scripts.flows.outputs import say

MAIN = "main"
CONTEXT = "check"
KINDS = {"article": "إضافة مقال", "inbox": "تحويل صندوق الوارد", "updates": "تحديث الحزم"}
_SHA = re.compile(r"[0-9a-f]{40}")


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("kind", type=click.Choice(sorted(KINDS)))
def command(folder: Path, kind: str) -> None:
    """Deliver the bundle in DIR on top of GITHUB_SHA; ISSUE is the issue it answers, CHECK how its check ended."""
    github = of_this_run()
    issue = int(os.environ.get("ISSUE") or 0)
    try:
        bundle = read_bundle(folder, locks=kind == "updates")
    except (BundleError, OSError) as error:
        if issue:
            github.post(f"issues/{issue}/comments", {"body": refusal(_said(folder), run_address(github))})
        say(f"nothing is delivered: {error}")
        sys.exit(1)
    branch = f"{kind}/issue-{issue}" if issue else f"{kind}/{os.environ['GITHUB_RUN_ID']}"
    commit = push(github, bundle, _base(), branch, KINDS[kind])
    _status(github, commit, os.environ.get("CHECK") == "success")
    address = open_pull(github, branch, _title(kind, folder), _body(folder, issue))
    if issue:
        github.post(f"issues/{issue}/comments", {"body": f'<div dir="rtl">\n\nصار الطلب {address}\n\n</div>'})
    click.echo(address)


def push(github: GitHub, bundle: Bundle, base: str, branch: str, message: str) -> str:
    """A commit of the bundle on top of `base`, at the head of `branch`; its name."""
    rows: list[dict[str, Any]] = [_row(path, _blob(github, content)) for path, content in bundle.files.items()]
    rows += [_row(path, None) for path in bundle.removed]
    tree = github.get(f"git/commits/{base}")["tree"]["sha"]
    made = github.post("git/trees", {"base_tree": tree, "tree": rows})["sha"]
    commit = str(github.post("git/commits", {"message": message, "tree": made, "parents": [base]})["sha"])
    try:
        github.post("git/refs", {"ref": f"refs/heads/{branch}", "sha": commit})
    except GitHubError as error:
        if error.status != 422:
            raise
        github.patch(f"git/refs/heads/{branch}", {"sha": commit, "force": True})
    return commit


def _row(path: str, blob: str | None) -> dict[str, Any]:
    """A file of a commit, always a regular one; without a blob it goes."""
    return {"path": path, "mode": "100644", "type": "blob", "sha": blob}


def _blob(github: GitHub, content: bytes) -> str:
    body = {"content": base64.b64encode(content).decode(), "encoding": "base64"}
    return str(github.post("git/blobs", body)["sha"])


def open_pull(github: GitHub, branch: str, title: str, body: str) -> str:
    """The address of the pull request of `branch`, opened or brought up to date."""
    owner = github.repository.partition("/")[0]
    for pull in github.get("pulls", state="open", head=f"{owner}:{branch}"):
        return str(github.patch(f"pulls/{int(pull['number'])}", {"title": title, "body": body})["html_url"])
    return str(github.post("pulls", {"title": title, "body": body, "head": branch, "base": MAIN})["html_url"])


def _status(github: GitHub, commit: str, success: bool) -> None:
    body = {
        "state": "success" if success else "failure",
        "context": CONTEXT,
        "description": "الفحص سليم" if success else "في الفحص أخطاء",
        "target_url": run_address(github),
    }
    github.post(f"statuses/{commit}", body)


def _base() -> str:
    base = os.environ["GITHUB_SHA"]
    if not _SHA.fullmatch(base):
        sys.exit("GITHUB_SHA names no commit")
    return base


def run_address(github: GitHub) -> str:
    """The page of this run."""
    server = os.environ.get("GITHUB_SERVER_URL", "https://github.com")
    return f"{server}/{github.repository}/actions/runs/{int(os.environ['GITHUB_RUN_ID'])}"


def _preview(folder: Path) -> Preview | None:
    try:
        return read_preview(folder / "preview.json")
    except PreviewError:
        return None


def _title(kind: str, folder: Path) -> str:
    """What the pull request is, with the article's title if it brings just one."""
    preview = _preview(folder) if kind == "article" else None
    titles = [change.title for change in preview.changes if change.room == "articles"] if preview else []
    name = "".join(char for char in titles[0] if char.isprintable())[:120] if len(titles) == 1 else ""
    return f"{KINDS[kind]}: {name}" if name else KINDS[kind]


def _body(folder: Path, issue: int) -> str:
    preview = _preview(folder)
    closing = f"Closes #{issue}\n\n" if issue else ""
    return closing + (summary(preview, Places()) if preview else "")


def _said(folder: Path) -> list[str]:
    path = folder / "said.txt"
    if path.is_symlink() or not path.is_file() or path.stat().st_size > 100_000:
        return []
    return [line for line in path.read_bytes().decode(errors="replace").splitlines() if line.strip()][:20]


def refusal(lines: list[str], address: str) -> str:
    """What is said under an issue that could not become a pull request."""
    told = "\n".join(f"- {escaped(line, 600)}" for line in lines) or "- لم يتم التحويل."
    end = f"عدّل الطلب ثم أعد الوسم ليُعاد التحويل. [سجل المحاولة]({address})"
    return f'<div dir="rtl">\n\nلم يصر هذا الطلب مقالًا:\n\n{told}\n\n{end}\n\n</div>\n'
