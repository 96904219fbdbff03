"""What a file of a picture is: kinds, sizes, and drawings that act."""

from __future__ import annotations

import struct

import pytest

from khizana.check.pictures import active_svg, kind_of, size_of
from tests.check.support import png

_FRAME = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, 30, 40, 1) + bytes(4)
JPEG = b"\xff\xd8\xff\xe0" + struct.pack(">H", 4) + b"xx" + _FRAME
GIF = b"GIF89a" + struct.pack("<HH", 40, 30)
EXTENDED = b"RIFF\0\0\0\0WEBPVP8X" + bytes(8) + (39).to_bytes(3, "little") + (29).to_bytes(3, "little")
LOSSLESS = b"RIFF\0\0\0\0WEBPVP8L" + bytes(5) + (39 | 29 << 14).to_bytes(4, "little")
LOSSY = b"RIFF\0\0\0\0WEBPVP8 " + bytes(10) + struct.pack("<HH", 40, 30)


@pytest.mark.parametrize(
    ("data", "kind"),
    [(png(40, 30), "png"), (JPEG, "jpeg"), (GIF, "gif"), (EXTENDED, "webp"), (LOSSLESS, "webp"), (LOSSY, "webp")],
    ids=range(6),
)
def test_kind_and_size_are_read_from_the_head(data: bytes, kind: str) -> None:
    assert (kind_of(data), size_of(data)) == (kind, (40, 30))


BROKEN = (b"", b"<html>", b"%PDF-1.7", png(40, 30)[:20], JPEG[:12], GIF[:8], b"\xff\xd8\xff\xe0")


@pytest.mark.parametrize("data", BROKEN, ids=range(len(BROKEN)))
def test_what_is_cut_off_or_no_picture_has_no_size(data: bytes) -> None:
    assert size_of(data) is None


@pytest.mark.parametrize(
    "inner",
    [
        '<path d="M0 0h4v4z" fill="#123"/><g transform="scale(2)"><title>قارب</title><text x="1">نص</text></g>',
        '<defs><linearGradient id="a"><stop offset="0"/></linearGradient></defs><rect fill="url(#a)"/><use href="#a"/>',
    ],
)
def test_a_plain_drawing_does_nothing(inner: str) -> None:
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg">{inner}</svg>'.encode()
    assert (kind_of(drawing), active_svg(drawing)) == ("svg", "")


@pytest.mark.parametrize(
    ("inner", "what"),
    [
        ("<script/>", "<script>"),
        ('<path onclick="x()"/>', "onclick"),
        ('<use href="//evil.example/#a"/>', "href=//evil.example/#a"),
        ('<rect fill="url( https://evil.example/x )"/>', "fill=url( https://evil.example/x )"),
        ('<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>', "<h:script>"),
        ("<image/>", "<image>"),
        ("<?xml-stylesheet href='x'?>", "<?xml-stylesheet?>"),
        ("<g>", "XML"),
        ("&nbsp;", "XML"),
    ],
)
def test_what_acts_in_a_drawing_is_named(inner: str, what: str) -> None:
    assert active_svg(f'<svg xmlns="http://www.w3.org/2000/svg">{inner}</svg>'.encode()) == what
