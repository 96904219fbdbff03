"""Withdrawing an article: everything of it goes, nothing else does, and it does not come back."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from khizana.tombstones import tombstones
from scripts.check import main as check_script
from scripts.takedown import main
from tests.check.support import PNG, commit, under_git
from tests.support.archive import Archive, Run

PORT = "2017-06-12-rdrt"
SECRET = "القافلة السرية"
TITLES = ("خبر أول عن الجسر", SECRET, "خبر ثالث عن الواحة")
BODIES = tuple(
    f"{title} طويل بما يكفي. " + " ".join(f"كلمة{number}{place}" for place in range(20)) + "."
    for number, title in enumerate(TITLES)
)


ARTICLES = tuple(zip(TITLES, BODIES, strict=True))
_PAGE = """<html><head><meta charset=utf-8><title>{title}</title></head><body><article><h1>{title}</h1><p>{body}</p>
<p>{body} ثم عاد الجميع إلى بيوتهم في المساء، ولم يبق في الساحة أحد من أهل المدينة.</p></article></body></html>"""


OWN = f"assets/images/2017/06/{PORT}/0123456789abcdef.webp"


def withdraw(archive: Archive, id: str, *arguments: str) -> Result:
    result = CliRunner().invoke(main, [id, "--root", str(archive.root), *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


def holding(archive: Archive, words: str) -> list[str]:
    """The files of the archive that have these words in them."""
    return [path for path, data in archive.files().items() if words.encode() in data]


def test_everything_of_an_article_goes_and_nothing_else(converted: Archive) -> None:
    converted.write("docs/assets/images/port.png", PNG)
    converted.write(f"docs/{OWN}", PNG)
    converted.write("docs/assets/images/shared.png", PNG)
    pictures = "\n![أ](../../../assets/images/{}.png)\n"
    port, other = converted.layout.page(PORT), converted.page("مكتبة متنقلة")
    port.write_text(port.read_text("utf-8") + pictures.format("port") + pictures.format("shared"), "utf-8")
    other.write_text(other.read_text("utf-8") + pictures.format("shared"), "utf-8")
    before = set(converted.files())
    result = withdraw(converted, PORT, "--reason", "طلب كاتبه")
    gone = {f"articles/2017/06/{PORT}.md", f"sources/2017/06/{PORT}.txt", f"sources/2017/06/{PORT}.ledger.json"}
    assert result.exit_code == 0
    assert before - set(converted.files()) == gone | {"assets/images/port.png", OWN}
    assert set(converted.files()) - before == {f"registry/tombstones/{PORT}.yml"}
    [stone] = tombstones(converted.layout)
    assert (stone.id, stone.reason, len(stone.digests)) == (PORT, "طلب كاتبه", 1)
    assert "git filter-repo" in result.stderr and holding(converted, "أربعين قاربًا") == []


def test_it_does_not_come_back(converted: Archive, tmp_path: Path) -> None:
    capture = converted.layout.original(PORT, ".txt").read_bytes()
    withdraw(converted, PORT)
    inbox = converted.put("inbox/al-sahil/again.txt", capture)
    run = converted.convert()
    assert run.code == 1 and f"withdrawn as {PORT}" in run.output
    assert inbox.is_file() and not converted.layout.page(PORT).exists()


def test_it_does_not_come_back_among_others(archive: Archive, tmp_path: Path) -> None:
    """A container is kept whole, so that one with a withdrawn record in it is not taken at all."""
    alone, among = tmp_path / "alone.json", tmp_path / "among.json"
    alone.write_text(json.dumps([json.loads(_json())[1]]), "utf-8")
    among.write_bytes(_json())
    assert archive.convert(alone).code == 0
    withdraw(archive, archive.article(SECRET).id)
    run = archive.convert(among)
    assert run.code == 1 and "holds in record 2 what was withdrawn as" in run.output
    assert holding(archive, SECRET) == [] and archive.pages() == []


def test_what_repeated_it_goes_too(converted: Archive) -> None:
    capture = converted.layout.original(PORT, ".txt").read_text("utf-8")
    converted.put("inbox/al-fajr/again.txt", capture + "\n")
    assert converted.convert().code == 0
    withdraw(converted, PORT)
    assert holding(converted, "أربعين قاربًا") == []
    assert len(tombstones(converted.layout)[0].digests) == 2


def test_a_stopped_run_is_completed(converted: Archive) -> None:
    capture = converted.layout.original(PORT, ".txt").read_bytes()
    withdraw(converted, PORT)
    converted.layout.original(PORT, ".txt").write_bytes(capture)
    assert withdraw(converted, PORT).exit_code == 0
    assert not converted.layout.original(PORT, ".txt").exists()


@pytest.mark.parametrize("id", ["2017-06-12-aaaa", "../../x", "Port"])
def test_what_is_no_article_is_refused(converted: Archive, id: str) -> None:
    before = converted.files()
    assert withdraw(converted, id).exit_code != 0
    assert converted.files() == before


def test_the_check_agrees(converted: Archive) -> None:
    under_git(converted)
    withdraw(converted, PORT)
    assert checked(converted) == ""
    commit(converted)
    assert checked(converted, "--all") == ""


def checked(archive: Archive, *arguments: str) -> str:
    result = CliRunner().invoke(check_script, ["--root", str(archive.root), *arguments])
    return result.stdout


def _json() -> bytes:
    rows = [{"title": title, "content": body} for title, body in ARTICLES]
    return json.dumps(rows, ensure_ascii=False, indent=1).encode()


def _json_lines() -> bytes:
    return b"\n".join(json.dumps(row, ensure_ascii=False).encode() for row in json.loads(_json())) + b"\n"


def _csv() -> bytes:
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(("title", "content"))
    writer.writerows((title, f"{body}\nسطر") for title, body in ARTICLES)
    return table.getvalue().encode()


def _feed() -> bytes:
    items = (f"<item><title>{title}</title><description>{body}</description></item>" for title, body in ARTICLES)
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{"".join(items)}</channel></rss>'.encode()


def _zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number, (title, body) in enumerate(ARTICLES):
            archive.writestr(f"{number}.txt", f"{title}\n\n{body}\n")
    return packed.getvalue()


def _warc(*, packing: bool) -> bytes:
    records = (_record(f"https://paper.example/{number}", *article) for number, article in enumerate(ARTICLES))
    return b"".join(gzip.compress(record) if packing else record for record in records)


def _record(address: str, title: str, body: str) -> bytes:
    page = _PAGE.format(title=title, body=body).encode()
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n"
    head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    return head.encode() + answer + b"\r\n\r\n"


CONTAINERS = {
    "news.json": _json(),
    "news.jsonl": _json_lines(),
    "news.csv": _csv(),
    "news.xml": _feed(),
    "news.zip": _zip(),
    "news.warc": _warc(packing=False),
    "news.warc.gz": _warc(packing=True),
}


@pytest.mark.parametrize("name", CONTAINERS)
def test_of_a_container_one_record_goes(archive: Archive, tmp_path: Path, name: str) -> None:
    capture = tmp_path / name
    capture.write_bytes(CONTAINERS[name])
    run: Run = archive.convert("--accept-removals", capture)
    assert run.code == 0, run.output
    id = archive.article(SECRET).id
    others = [page.read_bytes() for page in archive.pages() if page.stem != id]
    result = withdraw(archive, id)
    assert result.exit_code == 0, result.output
    [container] = archive.layout.containers.iterdir()
    assert holding(archive, SECRET) == [] and SECRET.encode() not in _unpacked(container)
    assert len(others) == 2 and [page.read_bytes() for page in archive.pages()] == others
    assert archive.convert().output.startswith("2 unchanged")
    assert archive.command("reconvert", "--accept-removals").code == 0
    assert checked(archive, "--all") == ""
    assert CONTAINERS[name] != container.read_bytes()


def test_a_container_without_other_articles_goes_whole(archive: Archive, tmp_path: Path) -> None:
    capture = tmp_path / "one.json"
    capture.write_text(json.dumps([{"title": SECRET, "content": BODIES[1]}]), "utf-8")
    assert archive.convert(capture).code == 0
    withdraw(archive, archive.article(SECRET).id)
    assert list(archive.layout.containers.iterdir()) == [] and holding(archive, SECRET) == []


def _unpacked(path: Path) -> bytes:
    """What a container holds, unpacked as far as it is packed."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            return b"".join(archive.read(member) for member in archive.infolist())
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
