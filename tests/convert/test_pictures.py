"""Pictures of captures: where they are kept, what they are made into, and what is not kept."""

from __future__ import annotations

import base64
import gzip
import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from PIL import Image

from khizana.convert.companions import files_beside, local_name
from khizana.convert.pictures import encoded
from khizana.convert.store import Store
from tests.support.archive import Archive

PARAGRAPH = "وصل القطار إلى المحطة القديمة قبل الغروب بقليل، ونزل منه ركاب قليلون يحملون حقائبهم ويمشون في صمت طويل."
HOST = "https://saut.example"


def picture(kind: str = "JPEG", size: tuple[int, int] = (320, 200), colour: str = "navy", **options: object) -> bytes:
    """A picture in which not all pixels are the same."""
    image = Image.new("RGB", size, colour)
    image.paste("white", (10, 10, size[0] // 2, size[1] // 2))
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def html(body: str, head: str = "") -> str:
    text = f"<h1>القطار يعود إلى المحطة</h1><p>{PARAGRAPH}</p>{body}<p>{PARAGRAPH} ثم عاد.</p>"
    start = f'<!doctype html><html><head><meta charset="utf-8"><link rel=canonical href="{HOST}/n/1">{head}'
    return f"{start}</head><body><article>{text}</article></body></html>"


def shown(source: str, caption: str = "رصيف المحطة ساعة الغروب.") -> str:
    return f'<figure><img src="{source}" alt="الرصيف"><figcaption>{caption}</figcaption></figure>'


def embedded(data: bytes, kind: str = "image/jpeg") -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def kept(archive: Archive) -> dict[str, bytes]:
    """The pictures of the archive by their names below docs/assets/images."""
    return archive.files("docs/assets/images") if (archive.layout.docs / "assets/images").is_dir() else {}


def fates(archive: Archive) -> list[str]:
    [article] = archive.articles()
    return [fate for name, fate in archive.ledger(article.id)["fields"].items() if name.startswith("picture ")]


def check_shown(archive: Archive) -> None:
    """One picture is kept in the folder of its article, and its page shows it above its caption."""
    [article] = archive.articles()
    [(name, data)] = kept(archive).items()
    assert name.isascii() and name.startswith(f"undated/{article.id}/") and data.startswith(b"\xff\xd8")
    assert f"![الرصيف](../../assets/images/{name})\n\n*رصيف المحطة ساعة الغروب.*\n" in article.body
    assert fates(archive) == [f"assets/images/{name}"]


def repeated(archive: Archive) -> None:
    """Everything is made again, byte for byte, from what the archive keeps."""
    before = archive.files()
    for path in [*archive.pages(), *(archive.layout.docs / "assets/images").rglob("*.jpg")]:
        path.unlink()
    assert archive.convert().code == 0
    assert archive.files() == before
    assert archive.command("reconvert").lines[-1] == "1 unchanged"
    assert archive.files() == before


@pytest.mark.parametrize(
    "source", ["صفحة_files/a.jpg", "./%D8%B5%D9%81%D8%AD%D8%A9_files/a.jpg", "photos/a.jpg", "a.jpg"]
)
def test_a_page_saved_whole(archive: Archive, source: str) -> None:
    folder = source.rpartition("/")[0].replace("%D8%B5%D9%81%D8%AD%D8%A9", "صفحة")
    archive.put("inbox/صفحة.html", html(shown(source)))
    archive.put(f"inbox/{folder}/a.jpg", picture())
    run = archive.convert()
    assert (run.code, run.lines) == (0, ["1 converted"])
    check_shown(archive)
    assert not [path for path in archive.layout.inbox.rglob("*") if path.is_file()]
    repeated(archive)


@pytest.mark.parametrize("step", ["_write_page", "finish"])
def test_a_run_that_is_stopped_loses_no_picture(archive: Archive, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    archive.put("inbox/p.html", html(shown("p_files/a.jpg")))
    archive.put("inbox/p_files/a.jpg", picture())

    def stop(*arguments: object, **named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as then:
        then.setattr(Store, step, stop)
        assert archive.convert().code == 1
    assert archive.convert().code == 0
    check_shown(archive)
    assert not [path for path in archive.layout.inbox.rglob("*") if path.is_file()]


def test_links_in_the_folder_of_a_page_are_left_out(archive: Archive) -> None:
    archive.put("inbox/p.html", html(shown("p_files/a.jpg")))
    archive.put("inbox/p_files/a.jpg", picture())
    (archive.layout.inbox / "p_files/passwd").symlink_to("/etc/passwd")
    assert archive.convert().code == 0
    check_shown(archive)
    assert not list(archive.layout.sources.rglob("passwd"))


def test_a_page_from_elsewhere_leaves_its_pictures_there(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "p_files").mkdir()
    (tmp_path / "p.html").write_text(html(shown("p_files/a.jpg")), "utf-8")
    (tmp_path / "p_files/a.jpg").write_bytes(picture())
    assert archive.convert(tmp_path / "p.html").code == 0
    check_shown(archive)
    assert (tmp_path / "p_files/a.jpg").is_file()
    repeated(archive)


def test_pictures_in_the_page_itself(archive: Archive) -> None:
    archive.put("inbox/a.html", html(shown(embedded(picture()))))
    assert archive.convert().code == 0
    check_shown(archive)
    repeated(archive)


def test_pictures_that_single_file_keeps_in_variables(archive: Archive) -> None:
    style = f"<style>:root{{--sf-img-7: url({embedded(picture())})}}</style>"
    stand_in = "data:image/svg+xml,&lt;svg xmlns=&quot;http://www.w3.org/2000/svg&quot;/&gt;"
    tag = f'<img alt="الرصيف" src="{stand_in}" style="background-image:var(--sf-img-7)!important">'
    archive.put("inbox/a.html", html(f"<figure>{tag}<figcaption>رصيف المحطة ساعة الغروب.</figcaption></figure>", style))
    assert archive.convert().code == 0
    check_shown(archive)


def test_pictures_in_a_zip(archive: Archive) -> None:
    path = archive.root / "pack.zip"
    with zipfile.ZipFile(path, "w") as pack:
        pack.writestr("saved/p.html", html(shown("p_files/a.jpg")))
        pack.writestr("saved/p_files/a.jpg", picture())
        pack.writestr("saved/other.png", picture("PNG"))
    run = archive.convert(path)
    assert (run.code, run.lines) == (0, ["1 converted"])
    check_shown(archive)
    repeated(archive)


def message(address: str, location: str) -> str:
    """A page and a picture as a browser saves them in one file."""
    parts = (
        f"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-Location: {HOST}/n/1\r\n\r\n{base64.encodebytes(html(shown(address)).encode()).decode()}",
        f"Content-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n{location}\r\n"
        f"\r\n{base64.encodebytes(picture()).decode()}",
    )
    head = 'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="--x"\r\n\r\n'
    return head + "".join(f"----x\r\n{part}\r\n" for part in parts) + "----x--\r\n"


@pytest.mark.parametrize(
    ("address", "location"),
    [
        (f"{HOST}/i/a.jpg", f"Content-Location: {HOST}/i/a.jpg"),
        ("../i/a.jpg", f"Content-Location: {HOST}/i/a.jpg"),
        ("cid:a@b", "Content-ID: <a@b>"),
    ],
)
@pytest.mark.parametrize("name", ["p.mhtml", "p.mht", "p.txt"])
def test_pages_saved_as_one_file_of_parts(archive: Archive, name: str, address: str, location: str) -> None:
    archive.put(f"inbox/{name}", message(address, location))
    run = archive.convert()
    assert (run.code, run.lines) == (0, ["1 converted"])
    check_shown(archive)
    assert archive.articles()[0].source.url == f"{HOST}/n/1"


def answer(address: str, kind: str, body: bytes) -> bytes:
    """What a server sent, as a web archive has it."""
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("source", ["../i/a.jpg", f"{HOST}/i/a.jpg"])
def test_pictures_in_a_web_archive(archive: Archive, tmp_path: Path, source: str, packed: bool) -> None:
    page = answer(f"{HOST}/n/1", "text/html", html(shown(source)).encode())
    records = [
        page,
        answer(f"{HOST}/x.js", "text/javascript", b"x"),
        answer(f"{HOST}/i/a.jpg", "image/jpeg", picture()),
    ]
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(b"".join(gzip.compress(record) if packed else record for record in records))
    run = archive.convert(path)
    assert (run.code, run.lines) == (0, ["1 converted"])
    check_shown(archive)
    repeated(archive)


def test_pictures_beside_markdown(archive: Archive) -> None:
    text = f"# القطار يعود\n\n{PARAGRAPH}\n\n![رصيف المحطة](pics/a.jpg)\n\n{PARAGRAPH} ثم عاد.\n"
    archive.put("inbox/a.md", text)
    archive.put("inbox/pics/a.jpg", picture())
    run = archive.convert()
    assert (run.code, run.lines) == (0, ["1 converted"])
    [name] = kept(archive)
    [article] = archive.articles()
    assert f"![رصيف المحطة](../../assets/images/{name})\n\n*رصيف المحطة*\n" in article.body


def test_pictures_elsewhere_are_linked_by_their_captions(archive: Archive) -> None:
    archive.put("inbox/a.html", html(shown(f"{HOST}/a (1).jpg") + f'<img src="{HOST}/b.jpg" alt="خريطة الخط">'))
    assert archive.convert().code == 0
    [article] = archive.articles()
    assert f"\n*[رصيف المحطة ساعة الغروب.]({HOST}/a%20%281%29.jpg)*\n" in article.body
    assert f"\n![خريطة الخط]({HOST}/b.jpg)\n" in article.body
    assert (kept(archive), fates(archive)) == ({}, ["linked", "linked"])


@pytest.mark.parametrize(
    ("tag", "fate"),
    [
        (f'<img src="{HOST}/logo.png" alt="x">', "decoration"),
        (f'<img src="{HOST}/p.gif" width=1 height=1>', "tiny"),
        (f'<img src="{HOST}/x.jpg" class="avatar">', "decoration"),
        (f'<img src="{HOST}/x.jpg" alt="شعار الصحيفة">', "decoration"),
        ('<img src="nowhere.jpg">', "linked"),
        ('<img src="javascript:alert(1)">', "missing"),
        (f'<img src="{embedded(b"<svg onload=alert(1)>" * 20, "image/svg+xml")}">', "drawing"),
        (f'<img src="{embedded(b"<svg onload=alert(1)>" * 20)}">', "drawing"),
        (f'<img src="{embedded(b"GIF89a" + bytes(300))}">', "not-a-picture"),
        (f'<img src="{embedded(picture(size=(60, 300)))}">', "tiny"),
    ],
)  # fmt: skip
def test_what_is_not_kept(archive: Archive, tag: str, fate: str) -> None:
    archive.put("inbox/a.html", html(tag))
    assert archive.convert().code == 0
    assert (kept(archive), fates(archive)) == ({}, [fate])


def test_the_same_picture_is_kept_once(archive: Archive) -> None:
    archive.put("inbox/a.html", html(f'<img src="{embedded(picture())}">' * 2))
    assert archive.convert().code == 0
    assert len(kept(archive)) == 1 and fates(archive)[1] == "repeated"


def test_pictures_of_other_articles_and_of_readers_are_not_taken(archive: Archive) -> None:
    one = embedded(picture())
    beside = f'<aside><img src="{one}"></aside><div class="comments"><img src="{one}"></div>'
    related = f'<div class="related"><a href="/2"><img src="{one}">خبر آخر من الأخبار</a></div>'
    archive.put("inbox/a.html", html(related).replace("</article>", f"</article>{beside}"))
    assert archive.convert().code == 0
    assert (kept(archive), fates(archive)) == ({}, [])


def test_only_pixels_are_left() -> None:
    exif = Image.Exif()
    exif[0x010E] = "<script>alert(1)</script>"
    exif[0x0112] = 6  # turned by a quarter
    data, ending = encoded(picture(exif=exif) + b"<script>alert(2)</script>")
    assert ending == ".jpg" and b"script" not in data and b"Exif" not in data
    assert Image.open(io.BytesIO(data)).size == (200, 320)
    again, _ = encoded(picture(exif=exif) + b"<script>alert(2)</script>")
    assert again == data


def test_large_pictures_are_made_smaller_and_clear_ones_stay_clear() -> None:
    assert Image.open(io.BytesIO(encoded(picture(size=(4000, 1000)))[0])).size == (1600, 400)
    stream = io.BytesIO()
    Image.new("RGBA", (90, 90), (255, 0, 0, 10)).save(stream, "PNG")
    data, ending = encoded(stream.getvalue())
    assert ending == ".png" and Image.open(io.BytesIO(data)).mode == "RGBA"


def bomb(side: int) -> bytes:
    """A PNG of a few bytes that says it is as large as a city."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    start = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(head)) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return start + bytes(300)


@pytest.mark.parametrize("data", [bomb(7_000), bomb(60_000), bomb(2_000_000_000)])
def test_bombs_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"too-large|not-a-picture"):
        encoded(data)


@pytest.mark.parametrize(
    "address",
    [
        "../a.jpg",
        "/etc/passwd",
        "x/../../a.jpg",
        "C:\\a.jpg",
        "..\\a.jpg",
        "file:///a.jpg",
        "//h/a.jpg",
        "%2e%2e/a",
        "",
    ],
)
def test_addresses_that_lead_out(address: str) -> None:
    assert local_name(address) == ""


def test_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_bytes(picture())
    (tmp_path / "in/p_files").mkdir(parents=True)
    (tmp_path / "in/p_files/a.jpg").symlink_to(tmp_path / "secret.jpg")
    (tmp_path / "in/linked").symlink_to(tmp_path)
    find = files_beside(tmp_path / "in/p.html")
    assert find("p_files/a.jpg") is None and find("linked/secret.jpg") is None


def test_no_file_is_larger_than_a_megabyte() -> None:
    noise = Image.effect_noise((1600, 1600), 90).convert("RGBA")
    noise.putalpha(120)
    stream = io.BytesIO()
    noise.save(stream, "PNG", compress_level=1)
    data, _ = encoded(stream.getvalue())
    assert len(data) <= 1_000_000 and max(Image.open(io.BytesIO(data)).size) < 1600


def test_a_caption_describes_a_picture_that_nothing_else_does(archive: Archive) -> None:
    archive.put("inbox/a.html", html(shown(embedded(picture())).replace('alt="الرصيف"', "")))
    assert archive.convert().code == 0
    [article] = archive.articles()
    assert "![رصيف المحطة ساعة الغروب.](../../assets" in article.body
