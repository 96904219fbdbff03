"""How the index writes numbers, texts and pieces: the smallest forms that a plain script can carry.

A piece is a classic script in UTF-16 with a byte order mark, which browsers trust above anything a server says. Its
data is packed and written fifteen bits a character (U+4000 to U+BFFF: no quotes, no surrogates), so that 15 of 16
bits of the file are data; base64 in UTF-8 would make it 6 of 8.
"""

from __future__ import annotations

import codecs
import zlib
from collections.abc import Sequence
from operator import sub

FIRST = 0x4000
_BITS = 15


def numbers(values: Sequence[int]) -> bytes:
    """Non-negative numbers, seven bits a byte, the lowest first; the high bit says that more follow."""
    if not values or max(values) < 128:
        return bytes(values)
    out = bytearray()
    for value in values:
        while value > 127:
            out.append(value & 127 | 128)
            value >>= 7
        out.append(value)
    return bytes(out)


def read_numbers(data: bytes) -> list[int]:
    """What `numbers` wrote."""
    found: list[int] = []
    value = shift = 0
    for byte in data:
        if byte > 127:
            value |= (byte & 127) << shift
            shift += 7
        elif shift:
            found.append(value | byte << shift)
            value = shift = 0
        else:
            found.append(byte)
    return found


def gaps(ascending: Sequence[int]) -> bytes:
    """Ascending numbers, each as its distance from the one before."""
    return numbers([*ascending[:1], *map(sub, ascending[1:], ascending)])


def read_gaps(data: bytes) -> list[int]:
    """What `gaps` wrote."""
    total = 0
    return [total := total + distance for distance in read_numbers(data)]


# One byte a letter: ASCII as it is, then the marks of Arabic typography and U+060C to U+0671. 255 leads two bytes of
# UTF-16 for everything else.
ALPHABET = "\xa0«»–—…“”‘’•‏‎\u200c" + "".join(map(chr, range(0x60C, 0x672))) + "یکگپچژةۀ"
_ESCAPE = 255
TABLE = ("".join(map(chr, range(128))) + ALPHABET).ljust(256, "\ufffe")
_MAP = codecs.charmap_build(TABLE)


def _escaped(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    pairs = (units[place : place + 2] for place in range(0, len(units), 2))
    return b"".join(bytes((_ESCAPE,)) + pair for pair in pairs), error.end


codecs.register_error("khizana.search", _escaped)


def letters(text: str) -> bytes:
    """A text, one byte for a letter of Arabic."""
    return codecs.charmap_encode(text, "khizana.search", _MAP)[0]


def sections(parts: Sequence[bytes]) -> bytes:
    """Parts behind a table of their lengths."""
    return numbers([len(parts), *map(len, parts)]) + b"".join(parts)


def deflated(data: bytes, strategy: int = zlib.Z_DEFAULT_STRATEGY) -> bytes:
    """Data as a browser unpacks it by itself.

    In columns of numbers no long run repeats, and strategies that do not look for one are smaller: Z_FILTERED the most,
    Z_RLE nearly so and four times as fast.
    """
    packer = zlib.compressobj(6, zlib.DEFLATED, -15, 9, strategy)
    return packer.compress(data) + packer.flush()


def script(kind: str, packed: bytes) -> bytes:
    """The script that hands packed data to the engine as a piece of that kind and number."""
    head = f'khizana.piece("{kind}",{len(packed)},"'
    return codecs.BOM_UTF16_BE + head.encode("utf-16-be") + _dense(packed) + '")'.encode("utf-16-be")


def _dense(data: bytes) -> bytes:
    """Fifteen bits a character in UTF-16: eight characters for fifteen bytes, the last bytes filled with zeros.

    Each step halves the width of the lanes, in all blocks of a number as large as the data.
    """
    blocks = -(-len(data) // 15)
    padded = data.ljust(blocks * 15, b"\0")
    lanes = bytearray(blocks * 16)
    for place in range(15):
        lanes[place + 1 :: 16] = padded[place::15]
    value = int.from_bytes(lanes, "big")
    for width in (60, 30, _BITS):
        lane, shift = width // _BITS * 4, width // _BITS
        mask = int.from_bytes(((1 << width) - 1).to_bytes(lane, "big") * (len(lanes) // lane), "big")
        value = value & mask | (value & mask << width) << shift
    value += int.from_bytes(FIRST.to_bytes(2, "big") * (len(lanes) // 2), "big")
    return value.to_bytes(len(lanes), "big")
