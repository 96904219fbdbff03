"""Pictures of captures, made safe to publish: few kinds, decoded within limits and written anew.

What is published is pixels only: no metadata, no profile, no animation, nothing that a file hid behind its picture.
The name is from the hash of what was captured, so that a newer encoder does not change addresses.
"""

from __future__ import annotations

import posixpath
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from khizana.convert.original import Original, Picture
from khizana.files import write_whole
from khizana.layout import folder_of
from khizana.profile import Image as ImageParagraph

if TYPE_CHECKING:
    import PIL.Image

LARGEST = 20 << 20  # bytes of one picture as captured
WHOLE = 64 << 20  # bytes of all pictures of an article
MOST = 60
_MOST_PIXELS = 40_000_000
_LEAST = 64  # pixels of the shorter side; below are icons, rules and spies
# Each of these sides is tried, in pixels, until the file is small enough.
_SIDES = (1600, 1200, 800)
_LARGEST_WRITTEN = 1_000_000
_QUALITY = 85
# A picture with few colours is smaller and sharper as PNG; beyond this it was a photograph.
_LARGEST_PNG = 400 << 10
_KINDS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP")
FOLDER = "assets/images"


@dataclass(frozen=True)
class Kept:
    """What became of a picture: its `path` below docs and its bytes there, or `fate`, a word that says why not.

    A picture elsewhere is `linked`.
    """

    picture: Picture
    path: str = ""
    data: bytes = b""
    fate: str = ""


@dataclass(frozen=True)
class Placed:
    """A picture as the page has it: before the line at `place`."""

    place: int
    image: ImageParagraph

    @property
    def is_elsewhere(self) -> bool:
        """Is it a picture that is not in the archive?"""
        return ":" in self.image.address


def placed(kept: Sequence[Kept], id: str) -> list[Placed]:
    """The pictures that a page shows or leads to, in order."""
    addresses = [(item, address_on_page(item.path, id) if item.path else item.picture.address) for item in kept]
    return [
        Placed(item.picture.place, ImageParagraph(item.picture.alt, address=address))
        for item, address in addresses
        if item.path or item.fate == "linked"
    ]


def folder_of_pictures(id: str) -> str:
    """Where the pictures of an article stand, below docs."""
    return f"{FOLDER}/{folder_of(id)}/{id}"


def keep_pictures(original: Original, id: str) -> tuple[Kept, ...]:
    """What becomes of each picture of an original, in order."""
    return tuple(_kept(original.pictures, folder_of_pictures(id)))


def _kept(pictures: Sequence[Picture], folder: str) -> Iterator[Kept]:
    seen: dict[str, str] = {}
    size = 0
    for picture in pictures:
        name = sha256(picture.data or picture.address.encode("utf-8", "replace")).hexdigest()[:16]
        fate = picture.fate or ("repeated" if name in seen else "")
        if not fate and not picture.data:
            fate = "linked"
        size += len(picture.data)
        if not fate and (len(seen) >= MOST or size > WHOLE):
            fate = "too-many"
        try:
            kept = Kept(picture, fate=fate) if fate else _written(picture, f"{folder}/{name}")
        except ValueError as error:
            kept = Kept(picture, fate=str(error))
        if kept.path or fate == "linked":
            seen[name] = kept.path
        yield kept


def _written(picture: Picture, stem: str) -> Kept:
    """Raises ValueError with the word that says why it is not kept."""
    data, ending = encoded(picture.data)
    return Kept(picture, f"{stem}{ending}", data)


def encoded(data: bytes) -> tuple[bytes, str]:
    """A picture written anew, and the ending of its name. Raises ValueError with a word that says what is wrong."""
    from PIL import Image, ImageOps

    if len(data) > LARGEST:
        raise ValueError("too-large")
    if data.lstrip()[:5].lower() in (b"<?xml", b"<svg ", b"<svg>"):
        raise ValueError("drawing")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its doubts about a file are ours in a moment
            with Image.open(BytesIO(data), formats=_KINDS) as image:
                width, height = image.size
                if width * height > _MOST_PIXELS:
                    raise ValueError("too-large")
                if min(width, height) < _LEAST:
                    raise ValueError("tiny")
                image.draft("RGB", (_SIDES[0], _SIDES[0]))
                lossless = image.format in ("PNG", "GIF", "BMP")
                return _small(ImageOps.exif_transpose(image), lossless)
    except ValueError as error:
        raise error if str(error) in ("too-large", "tiny") else ValueError("not-a-picture") from None
    except Image.DecompressionBombError:
        raise ValueError("too-large") from None
    except Exception:  # decoders were made for sound pictures and fail at others in ways of their own
        raise ValueError("not-a-picture") from None


def _small(image: PIL.Image.Image, lossless: bool) -> tuple[bytes, str]:
    """The picture at the first size at which its file is small enough. Raises ValueError where it never is."""
    for side in _SIDES:
        image.thumbnail((side, side))
        data, ending = _saved(image, lossless)
        if len(data) <= _LARGEST_WRITTEN:
            return data, ending
    raise ValueError("too-large")


def _saved(image: PIL.Image.Image, lossless: bool) -> tuple[bytes, str]:
    """A picture with few colours or clear parts as PNG, a photograph as JPEG."""
    clear = image.has_transparency_data
    if clear or lossless:
        plain = _plain(image.convert("RGBA" if clear else "RGB"))
        data = _bytes(plain, "PNG", optimize=True)
        if len(data) <= (_LARGEST_WRITTEN if clear else _LARGEST_PNG):
            return data, ".png"
        image = _on_white(plain) if clear else plain
    return _bytes(_plain(image.convert("RGB")), "JPEG", quality=_QUALITY, optimize=True, progressive=True), ".jpg"


def _plain(image: PIL.Image.Image) -> PIL.Image.Image:
    """The picture without anything its file said beside it."""
    image.info = {}
    return image


def _on_white(image: PIL.Image.Image) -> PIL.Image.Image:
    from PIL import Image

    return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)


def _bytes(image: PIL.Image.Image, kind: str, **options: bool | int) -> bytes:
    stream = BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def address_on_page(path: str, id: str) -> str:
    """How the page of an article names a picture: relative to its own folder."""
    return posixpath.relpath(path, f"articles/{folder_of(id)}")


def write_pictures(docs: Path, pictures: Mapping[str, bytes]) -> None:
    """Put pictures in their places below docs. Raises OSError."""
    for name, data in pictures.items():
        write_whole(docs / name, data)


def fates(kept: Sequence[Kept]) -> dict[str, str]:
    """What became of each picture, for the ledger: by its number and address, where it stands or why it does not."""
    return {
        f"picture {number} {item.picture.address[:200]}": item.path or item.fate for number, item in enumerate(kept, 1)
    }
