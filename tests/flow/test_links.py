"""Links that lead out of the archive: found wherever they stand, tried with patience, told with a copy."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from scripts import links
from scripts.flows.dead import LABEL, body, tell_all
from scripts.flows.dead import Link as Listed
from scripts.flows.dead import Tried as Told
from scripts.flows.github import of_this_run
from scripts.links import Link, Tried, ask, copy_in, gather, told, try_all, verdict
from tests.flow.hub import Hub
from tests.support.archive import Archive


def test_every_link_is_found_with_its_files_and_its_day(converted: Archive) -> None:
    page = converted.pages()[0]
    text = page.read_text("utf-8")
    page.write_text(
        f"{text}\nفقرة فيها [رابط](https://press.test-site.org/a) و[آخر](https://al-fajr.example/).\n", "utf-8"
    )
    converted.write("docs/about.md", "[رابط](https://press.test-site.org/a)")
    found = {link.url: link for link in gather(converted.layout)}
    link = found["https://press.test-site.org/a"]
    assert link.files == ("docs/about.md", page.relative_to(converted.root).as_posix())
    assert link.day == page.stem[:10]
    assert not any(".example" in url for url in found)


@pytest.mark.parametrize(
    "url",
    ["http://localhost/a", "http://10.0.0.1/a", "http://[::1]/a", "http://169.254.169.254/latest", "https://x.example/",
     "ftp://press.org/a", "https://example.org/", "https:///a", "http://[broken"],
)  # fmt: skip
def test_hosts_that_are_not_of_the_open_web_are_left_alone(url: str) -> None:
    assert not links._is_outside(url)
    assert links._is_outside("https://press.org/a") and links._is_outside("http://8.8.8.8/a")


def test_a_verdict_is_not_rash() -> None:
    told_of = {status: verdict(status) for status in (200, 301, 403, 404, 410, 429, 500, 0, -1)}
    assert {status for status, one in told_of.items() if one == "dead"} == {404, 410, 0}
    assert {status for status, one in told_of.items() if one == "doubtful"} == {403, 429, 500, -1}


def test_a_host_that_refuses_head_is_asked_again() -> None:
    asked: list[tuple[str, str]] = []

    def answer(url: str, method: str) -> int:
        asked.append((url, method))
        return {"https://a.org/1": 405 if method == "HEAD" else 200, "https://a.org/2": 404}[url]

    found = try_all([Link("https://a.org/1", ("x",)), Link("https://a.org/2", ("x",))], answer, 0)
    assert [tried.verdict for tried in found] == ["alive", "dead"]
    assert asked == [("https://a.org/1", "HEAD"), ("https://a.org/1", "GET"), ("https://a.org/2", "HEAD")]


@pytest.fixture
def server() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            status = int(self.path.strip("/").partition("/")[0])
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "/200")
            self.end_headers()

        do_HEAD = do_GET = _answer  # noqa: N815 (names that http.server asks for)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_a_real_host_is_asked(server: str) -> None:
    assert [ask(f"{server}/{status}", "HEAD") for status in (200, 302, 404, 503)] == [200, 200, 404, 503]
    assert ask(f"{server}/200/نص عربي", "HEAD") == 200
    assert ask("http://127.0.0.1:1/", "HEAD") == -1


def test_a_copy_is_taken_from_the_archive_of_the_web_alone() -> None:
    url = "http://web.archive.org/web/20170629000000/https://a.org/1"
    assert copy_in({"archived_snapshots": {"closest": {"url": url}}}) == url.replace("http:", "https:", 1)
    elsewhere = {"archived_snapshots": {"closest": {"url": "https://evil.example/web/1/"}}}
    assert [copy_in({}), copy_in([]), copy_in(elsewhere)] == ["", "", ""]


def test_it_is_told_in_arabic() -> None:
    link = Link("https://a.org/1", ("docs/articles/a.md", "docs/about.md"))
    assert told(Tried(link, "dead", 404, "https://web.archive.org/web/1/x")) == (
        "docs/articles/a.md: معطَّل (404): https://a.org/1؛ نسخة محفوظة: https://web.archive.org/web/1/x"
    )


def test_one_issue_is_opened_changed_and_closed(hub: Hub) -> None:
    dead = Told(
        Listed("https://a.org/1?x=<b>|@me", ("docs/a.md",)), "dead", 404, "https://web.archive.org/web/1/https://a.org"
    )
    tell_all(of_this_run(), [])
    assert hub.issues == []
    tell_all(of_this_run(), [dead])
    tell_all(of_this_run(), [dead, dead])
    [issue] = hub.issues
    assert issue["labels"] == [LABEL] and issue["body"] == body([dead, dead])
    assert "<b>" not in issue["body"] and "@me" not in issue["body"]
    assert "[في أرشيف الإنترنت](https://web.archive.org/web/1/https://a.org)" in issue["body"]
    tell_all(of_this_run(), [])
    assert issue["state"] == "closed" and "لا روابط معطَّلة" in issue["body"]


def test_an_archive_without_links_has_none(archive: Archive, tmp_path: Path) -> None:
    assert list(gather(archive.layout)) == []
