"""Try every link that leads out of the archive; for a dead one, look for a copy in the Internet Archive.

    python scripts/links.py                 the dead ones, with the files that hold them
    python scripts/links.py --json FILE     the same as JSON

Runs on a schedule and never in the check of a proposal: what is dead today is nobody's fault who proposes today. Asks
one host at a time no faster than once a second, with HEAD first.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import json
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

import click

from khizana.arabic import Noun, counted
from khizana.article import read_page
from khizana.files import write_whole
from khizana.layout import Layout
from khizana.problems import ProblemError
from khizana.registry import read_registry

ROOT = Path(__file__).resolve().parent.parent
Verdict = Literal["alive", "dead", "doubtful"]
# Takes an address and a method; gives the status of the answer, 0 where there is no such host, -1 where none came.
Ask = Callable[[str, str], int]
SECONDS = 30
PAUSE = 1.0
HOSTS_AT_ONCE = 8
AGENT = "khizana-links/1 (an archive looking after its links)"
ARCHIVE = "https://archive.org/wayback/available?url={url}&timestamp={day}"
LINKS = Noun("لا روابط", "رابط واحد", "رابطان", "روابط", "رابطًا", "رابط")
_LINK = re.compile(r"\]\((https?://[^\s)<>]+)\)")
# Names that stand for no host (RFC 2606, RFC 6761).
_NOWHERE = (".example", ".test", ".invalid", ".localhost", "localhost", "example.com", "example.org", "example.net")


@dataclass(frozen=True)
class Link:
    """An address, the files that hold it, and the day the first of them was published, if known."""

    url: str
    files: tuple[str, ...]
    day: str = ""


@dataclass(frozen=True)
class Tried:
    """What became of a link: `status` as it was answered, `copy` the address of a copy where there is one."""

    link: Link
    verdict: Verdict
    status: int
    copy: str = ""


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--root", default=ROOT, type=click.Path(path_type=Path), help="Folder of the archive's mkdocs.yml.")
@click.option("--json", "target", type=click.Path(path_type=Path), help="Write what is dead or doubtful here.")
def main(root: Path, target: Path | None) -> None:
    """Try every link that leads out of the archive."""
    layout = Layout(root.resolve())
    try:
        links = list(gather(layout))
    except ProblemError as error:
        sys.exit(str(error))
    tried = [found for found in try_all(links, ask) if found.verdict != "alive"]
    tried = [with_copy(found) for found in tried]
    for found in tried:
        click.echo(told(found))
    click.echo(f"جُرّب {counted(len(links), LINKS)}، منها معطَّل أو مشكوك فيه: {len(tried):,}")
    if target:
        write_whole(target, json.dumps([asdict(found) for found in tried], ensure_ascii=False, indent=1) + "\n")


def gather(layout: Layout) -> Iterator[Link]:
    """Every address outside the archive, in the order of addresses."""
    files: dict[str, list[str]] = defaultdict(list)
    days: dict[str, str] = {}
    for url, path, day in (*_of_pages(layout), *_of_registry(layout)):
        shown = layout.shown(path).as_posix()
        if _is_outside(url) and shown not in files[url]:
            files[url].append(shown)
            days[url] = min(filter(None, (days.get(url), day)), default="")
    yield from (Link(url, tuple(files[url]), days[url]) for url in sorted(files) if files[url])


def _of_pages(layout: Layout) -> Iterator[tuple[str, Path, str]]:
    for path in sorted(layout.docs.glob("*.md")):
        yield from ((url, path, "") for url in _LINK.findall(path.read_text("utf-8")))
    for path in sorted(layout.articles.rglob("[!.]*.md")):
        try:
            article = read_page(path.read_bytes().decode(), path)
        except (ProblemError, UnicodeDecodeError):
            continue
        day = article.day.isoformat() if article.day else ""
        yield from ((url, path, day) for url in (article.source.url, *_LINK.findall(article.body)) if url)


def _of_registry(layout: Layout) -> Iterator[tuple[str, Path, str]]:
    for outlet in read_registry(layout.registry).outlets.values():
        if outlet.home:
            yield outlet.home, layout.registry / "sources" / f"{outlet.id}.yml", ""


def _is_outside(url: str) -> bool:
    """Does the address name a host of the open web?"""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or "." not in host or host.endswith(_NOWHERE):
        return False
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return True


def try_all(links: Iterable[Link], ask: Ask, pause: float = PAUSE) -> list[Tried]:
    """Each link tried, hosts side by side and the links of one host one after another."""
    hosts: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        hosts[urlsplit(link.url).hostname or ""].append(link)
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        groups = pool.map(lambda group: _try_host(group, ask, pause), hosts.values())
        return sorted((tried for group in groups for tried in group), key=lambda tried: tried.link.url)


def _try_host(links: list[Link], ask: Ask, pause: float) -> list[Tried]:
    tried = []
    for place, link in enumerate(links):
        time.sleep(pause if place else 0)
        status = ask(link.url, "HEAD")
        if status >= 400 and status not in (404, 410):
            status = ask(link.url, "GET")  # some hosts refuse HEAD alone
        tried.append(Tried(link, verdict(status), status))
    return tried


def verdict(status: int) -> Verdict:
    """What a status says of a link; a refusal or a fault of today does not make it dead."""
    if status in (0, 404, 410):
        return "dead"
    return "alive" if 200 <= status < 400 else "doubtful"


def ask(url: str, method: str) -> int:
    """The status that the host answers, after redirections."""
    address = quote(url, safe=":/?#[]@!$&'()*+,;=%~")
    try:
        with urlopen(Request(address, method=method, headers={"User-Agent": AGENT}), timeout=SECONDS) as answer:
            return int(answer.status)
    except HTTPError as error:
        with error:
            return error.code
    except URLError as error:
        return 0 if "Name or service not known" in str(error.reason) else -1
    except (OSError, ValueError):
        return -1


def with_copy(tried: Tried) -> Tried:
    """A dead link with the copy nearest to its day, where the Internet Archive has one."""
    if tried.verdict != "dead":
        return tried
    day = tried.link.day.replace("-", "") or dt.datetime.now(dt.UTC).strftime("%Y%m%d")
    try:
        with urlopen(ARCHIVE.format(url=quote(tried.link.url, safe=""), day=day), timeout=SECONDS) as answer:
            return Tried(tried.link, tried.verdict, tried.status, copy_in(json.loads(answer.read(100_000))))
    except (OSError, ValueError):
        return tried


def copy_in(answer: object) -> str:
    """The address of the copy in what the Internet Archive answered, or nothing."""
    closest = answer.get("archived_snapshots", {}).get("closest", {}) if isinstance(answer, dict) else {}
    url = str(closest.get("url", ""))
    return re.sub(r"^http:", "https:", url) if re.match(r"https?://web\.archive\.org/web/\d+/", url) else ""


def told(tried: Tried) -> str:
    """The link in a line for an editor."""
    word = "معطَّل" if tried.verdict == "dead" else "مشكوك فيه"
    copy = f"؛ نسخة محفوظة: {tried.copy}" if tried.copy else ""
    return f"{tried.link.files[0]}: {word} ({tried.status}): {tried.link.url}{copy}"


if __name__ == "__main__":
    main()
