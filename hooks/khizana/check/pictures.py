"""What a file of a picture is: its kind by its first bytes, its size in pixels, and whether a drawing acts."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from xml.parsers import expat

# Endings that are shown, and the kind that goes with each.
KINDS = {"png": "png", "jpg": "jpeg", "jpeg": "jpeg", "gif": "gif", "webp": "webp", "svg": "svg"}
_STARTS = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpeg"), (b"GIF87a", "gif"), (b"GIF89a", "gif"))
_SVG = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<svg[\s>]", re.DOTALL)
# The elements that draw (SVG 2, chapters 5 to 14); what is not here links, fetches, runs or holds HTML.
_DRAWING = frozenset(
    {
        "svg", "g", "defs", "symbol", "use", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline",
        "polygon", "text", "tspan", "linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern",
        "marker", "metadata",
    }
)  # fmt: skip
_FETCHES = re.compile(r"url\(\s*(?!['\"]?#)|@import|expression\(|javascript:|data:", re.IGNORECASE)
# JPEG frames that give the size: SOF0 to SOF15 but for the tables DHT, JPG and DAC between them (ITU-T T.81).
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def kind_of(data: bytes) -> str:
    """The kind a picture's bytes say it is, or nothing."""
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    found = next((kind for start, kind in _STARTS if data.startswith(start)), "")
    return found or ("svg" if _SVG.match(data) else "")


def size_of(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels, as the head of the file has them; None where it has none."""
    reader = {"png": _png, "gif": _gif, "webp": _webp, "jpeg": _jpeg}.get(kind_of(data))
    try:
        size = reader(data) if reader else None
    except (struct.error, IndexError):
        return None
    return size if size and min(size) > 0 else None


def _png(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _gif(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack("<HH", data[6:10])
    return width, height


def _webp(data: bytes) -> tuple[int, int] | None:
    """The three forms a WebP may begin with (RFC 9649, section 2)."""
    if data[12:16] == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if data[12:16] == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack("<HH", data[26:30])
    return width & 0x3FFF, height & 0x3FFF


def _jpeg(data: bytes) -> tuple[int, int] | None:
    place = 2
    while data[place] == 0xFF:
        marker, length = data[place + 1], struct.unpack(">H", data[place + 2 : place + 4])[0]
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return width, height
        place += 2 + length
    return None


class _ActiveError(Exception):
    """Something in a drawing that acts; carries what it is."""


def active_svg(data: bytes) -> str:
    """What in a drawing acts, links or is fetched; nothing where it only draws."""
    parser = expat.ParserCreate()

    def start(name: str, attributes: dict[str, str]) -> None:
        for what in _acts(name, attributes):
            raise _ActiveError(what)

    def doctype(*_: object) -> None:
        raise _ActiveError("DOCTYPE")

    def instruction(target: str, _: str) -> None:
        raise _ActiveError(f"<?{target}?>")

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = doctype
    parser.ProcessingInstructionHandler = instruction
    try:
        parser.Parse(data, True)
    except _ActiveError as error:
        return str(error)
    except (expat.ExpatError, ValueError, LookupError):
        return "XML"
    return ""


def _acts(name: str, attributes: dict[str, str]) -> Iterator[str]:
    # A prefix may stand for any language, HTML among them; but for SVG's own it is refused.
    if name.removeprefix("svg:") not in _DRAWING:
        yield f"<{name}>"
    for key, value in attributes.items():
        plain = key.rpartition(":")[2].lower()
        if plain.startswith("on") or plain == "base":
            yield key
        elif (plain == "href" and not value.strip().startswith("#")) or _FETCHES.search(value):
            yield f"{key}={value[:40]}"
