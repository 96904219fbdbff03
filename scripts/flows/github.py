"""GitHub's REST interface, as little of it as the workflows need, with the token and repository of the run.

Everything that is sent goes as JSON or in a quoted address, so that no text of strangers is ever a command.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

SECONDS = 60
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)


class GitHubError(Exception):
    """What GitHub refused, and why."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class GitHub:
    """The repository that a run belongs to, `OWNER/NAME`, and the right to change it that its token gives."""

    api: str
    repository: str
    token: str

    def get(self, path: str, **query: str) -> Any:
        """What stands below the repository at `path`."""
        return self._ask("GET", f"{path}?{urlencode(query)}" if query else path)

    def post(self, path: str, body: Mapping[str, Any]) -> Any:
        return self._ask("POST", path, body)

    def patch(self, path: str, body: Mapping[str, Any]) -> Any:
        return self._ask("PATCH", path, body)

    def delete(self, path: str) -> Any:
        return self._ask("DELETE", path)

    def _ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        request = Request(
            f"{self.api}/repos/{self.repository}/{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={
                "Accept": "application/vnd.github+json",
                "Authorization": f"Bearer {self.token}",
                "X-GitHub-Api-Version": "2022-11-28",
            },
        )
        try:
            with urlopen(request, timeout=SECONDS) as answer:
                return json.loads(answer.read() or b"null")
        except HTTPError as error:
            with error:
                said = error.read(2000).decode(errors="replace")
            raise GitHubError(error.code, f"{method} {path}: {error.code} {said}") from None


def of_this_run() -> GitHub:
    """The repository of the run, from the variables that GitHub sets and the token that the workflow hands over."""
    repository = os.environ["GITHUB_REPOSITORY"]
    if not _REPOSITORY.fullmatch(repository):
        raise GitHubError(0, f"GITHUB_REPOSITORY is {repository!r}")
    return GitHub(os.environ.get("GITHUB_API_URL", "https://api.github.com"), repository, os.environ["GITHUB_TOKEN"])


def quoted(name: str) -> str:
    """A name as part of an address."""
    return quote(name, safe="")
