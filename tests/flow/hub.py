"""A GitHub small enough to read: the addresses that the flows ask, over HTTP, remembering what was written."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

REPOSITORY = "khizana/archive"
BOT = {"login": "github-actions[bot]"}


@dataclass
class Hub:
    """What the repository holds; tests set up and look at these."""

    api: str = ""
    blobs: dict[str, bytes] = field(default_factory=dict)
    trees: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    commits: dict[str, dict[str, Any]] = field(default_factory=dict)
    branches: dict[str, str] = field(default_factory=dict)
    pulls: list[dict[str, Any]] = field(default_factory=list)
    files: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    comments: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    issues: list[dict[str, Any]] = field(default_factory=list)
    statuses: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    artifacts: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    labels: dict[int, list[str]] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """What GitHub sets for a job that may ask it."""
        return {"GITHUB_API_URL": self.api, "GITHUB_REPOSITORY": REPOSITORY, "GITHUB_TOKEN": "a-token"}

    def tree_of(self, branch: str) -> dict[str, bytes | None]:
        """What the commit at the head of a branch writes, by path; None for what it removes."""
        tree = self.trees[self.commits[self.branches[branch]]["tree"]]
        return {row["path"]: self.blobs[row["sha"]] if row["sha"] else None for row in tree}

    def answer(self, method: str, path: str, query: dict[str, str], body: Any) -> tuple[int, Any]:
        """Status and JSON of one request below the repository."""
        for pattern, name in ROUTES:
            if match := re.fullmatch(pattern, f"{method} {path}"):
                found: tuple[int, Any] = getattr(self, f"_{name}")(*match.groups(), query=query, body=body)
                return found
        return 404, {"message": f"no such address: {method} {path}"}

    def _commit(self, sha: str, **_: Any) -> tuple[int, Any]:
        return 200, {"sha": sha, "tree": {"sha": f"tree-of-{sha}"}}

    def _new_blob(self, *, body: Any, **_: Any) -> tuple[int, Any]:
        return 201, {"sha": self._keep(self.blobs, base64.b64decode(body["content"]))}

    def _new_tree(self, *, body: Any, **_: Any) -> tuple[int, Any]:
        assert {row["mode"] for row in body["tree"]} == {"100644"}
        return 201, {"sha": self._keep(self.trees, body["tree"])}

    def _new_commit(self, *, body: Any, **_: Any) -> tuple[int, Any]:
        return 201, {"sha": self._keep(self.commits, body)}

    def _new_branch(self, *, body: Any, **_: Any) -> tuple[int, Any]:
        name = body["ref"].removeprefix("refs/heads/")
        if name in self.branches:
            return 422, {"message": "Reference already exists"}
        self.branches[name] = body["sha"]
        return 201, {}

    def _move_branch(self, name: str, *, body: Any, **_: Any) -> tuple[int, Any]:
        self.branches[unquote(name)] = body["sha"]
        return 200, {}

    def _list_pulls(self, *, query: dict[str, str], **_: Any) -> tuple[int, Any]:
        return 200, [pull for pull in self.pulls if pull["label"] == query["head"]]

    def _new_pull(self, *, body: Any, **_: Any) -> tuple[int, Any]:
        number = len(self.pulls) + 1
        owner = REPOSITORY.partition("/")[0]
        address = f"https://github.com/{REPOSITORY}/pull/{number}"
        self.pulls.append({**body, "number": number, "label": f"{owner}:{body['head']}", "html_url": address})
        return 201, self.pulls[-1]

    def _change_pull(self, number: str, *, body: Any, **_: Any) -> tuple[int, Any]:
        self.pulls[int(number) - 1].update(body)
        return 200, self.pulls[int(number) - 1]

    def _pull_files(self, number: str, *, query: dict[str, str], **_: Any) -> tuple[int, Any]:
        start = 100 * (int(query["page"]) - 1)
        return 200, self.files.get(int(number), [])[start : start + 100]

    def _new_status(self, sha: str, *, body: Any, **_: Any) -> tuple[int, Any]:
        self.statuses.setdefault(sha, []).append(body)
        return 201, {}

    def _list_comments(self, number: str, **_: Any) -> tuple[int, Any]:
        return 200, self.comments.get(int(number), [])

    def _new_comment(self, number: str, *, body: Any, **_: Any) -> tuple[int, Any]:
        id = 1000 + sum(map(len, self.comments.values()))
        self.comments.setdefault(int(number), []).append({"id": id, "user": BOT, **body})
        return 201, {}

    def _change_comment(self, id: str, *, body: Any, **_: Any) -> tuple[int, Any]:
        [found] = [one for rows in self.comments.values() for one in rows if one["id"] == int(id)]
        found.update(body)
        return 200, {}

    def _list_issues(self, **_: Any) -> tuple[int, Any]:
        return 200, [issue for issue in self.issues if issue.get("state") != "closed"]

    def _new_issue(self, *, body: Any, **_: Any) -> tuple[int, Any]:
        self.issues.append({**body, "number": len(self.issues) + 1})
        return 201, self.issues[-1]

    def _change_issue(self, number: str, *, body: Any, **_: Any) -> tuple[int, Any]:
        self.issues[int(number) - 1].update(body)
        return 200, {}

    def _add_label(self, number: str, *, body: Any, **_: Any) -> tuple[int, Any]:
        self.labels.setdefault(int(number), []).extend(body["labels"])
        return 200, []

    def _remove_label(self, number: str, name: str, **_: Any) -> tuple[int, Any]:
        self.labels[int(number)].remove(unquote(name))
        return 200, []

    def _list_artifacts(self, run: str, **_: Any) -> tuple[int, Any]:
        return 200, {"artifacts": self.artifacts.get(run, [])}

    @staticmethod
    def _keep(shelf: dict[str, Any], thing: Any) -> str:
        data = thing if isinstance(thing, bytes) else json.dumps(thing, sort_keys=True).encode()
        name = hashlib.sha1(data, usedforsecurity=False).hexdigest()
        shelf[name] = thing
        return name


ROUTES = (
    (r"GET git/commits/(\w+)", "commit"),
    (r"POST git/blobs", "new_blob"),
    (r"POST git/trees", "new_tree"),
    (r"POST git/commits", "new_commit"),
    (r"POST git/refs", "new_branch"),
    (r"PATCH git/refs/heads/(.+)", "move_branch"),
    (r"GET pulls", "list_pulls"),
    (r"POST pulls", "new_pull"),
    (r"PATCH pulls/(\d+)", "change_pull"),
    (r"GET pulls/(\d+)/files", "pull_files"),
    (r"POST statuses/(\w+)", "new_status"),
    (r"GET issues/(\d+)/comments", "list_comments"),
    (r"POST issues/(\d+)/comments", "new_comment"),
    (r"PATCH issues/comments/(\d+)", "change_comment"),
    (r"GET issues", "list_issues"),
    (r"POST issues", "new_issue"),
    (r"PATCH issues/(\d+)", "change_issue"),
    (r"POST issues/(\d+)/labels", "add_label"),
    (r"DELETE issues/(\d+)/labels/(.+)", "remove_label"),
    (r"GET actions/runs/(\d+)/artifacts", "list_artifacts"),
)


@contextmanager
def running() -> Iterator[Hub]:
    """A hub that answers on this machine."""
    hub = Hub()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(hub))
    hub.api = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()


def _handler(hub: Hub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            assert self.headers["Authorization"] == "Bearer a-token"
            parts = urlsplit(self.path)
            length = int(self.headers["Content-Length"] or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            path = parts.path.removeprefix(f"/repos/{REPOSITORY}/")
            status, answer = hub.answer(self.command, path, query, body)
            data = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PATCH = do_DELETE = _serve  # noqa: N815 (names that http.server asks for)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler
