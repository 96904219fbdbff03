"""The door every text comes through: bytes are decoded once, strictly, or refused with the reason.

In the order of trust: a byte order mark, strict UTF-8, what the page, its server or the outlet's profile declares,
and last detection among the legacy encodings of Arabic. The last two must read as Arabic, for windows-1256 gives a
letter to every byte and so decodes anything.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from khizana.convert.original import read_bytes, refused
from khizana.problems import Problem, ProblemError

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LEGACY = ("cp1256", "iso8859_6")
_WIDE = ("utf-16-le", "utf-16-be")
# Pages that declare these are Arabic pages whose server was never told so, as often as not (WHATWG reads both as 1252).
_LATIN = {"iso8859-1": "cp1252", "ascii": "cp1252", "cp1252": "cp1252", "iso8859-15": "iso8859-15"}
# What `ledger.visible` counts; one such character is enough, and that function copies the text.
_VISIBLE = re.compile(r"[^\s\x00-\x1f\x7f-\x9f\ufeff]")
_SAMPLE = 1 << 20
_STREAM = 1 << 16

_NON_ASCII = re.compile(r"[^\W\d_a-zA-Z]")
_ARABIC = re.compile(r"[\u0621-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc]")
_WORD = re.compile(r"[\u0621-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc]+")
_HALF = re.compile(r"[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff]")
# A sign or a Latin letter between two letters of a word: what is left when bytes are read by the wrong table.
_BROKEN_WORD = re.compile(
    r"[\u0621-\u064a][¢-©«-´¶-¿×÷†-›€™ˆ][\u0621-\u064a]|[a-zA-Z][\u0621-\u064a]|[\u0621-\u064a][a-zA-Z]"
)
# The article ال in UTF-8, read as windows-1256 or windows-1252 and saved again.
_TWICE = ("ط§ظ„", "Ø§Ù„", "Ø§Ù\x84")
# The commonest words of Arabic and, for its neighbours in the same encodings, of Persian.
_COMMON = frozenset((
    "في", "من", "على", "إلى", "عن", "أن", "إن", "ما", "لا", "هذا", "هذه", "التي", "الذي", "كان", "قال", "مع", "أو",
    "ثم", "بعد", "قبل", "كل", "بين", "وفي", "ومن", "در", "به", "از", "که", "این", "را", "با", "است", "برای", "و",
))  # fmt: skip
_LEAST_ARABIC = 0.85
_MOST_BROKEN = 0.02
# Running Arabic has the article or a common word in a third of its words, wrong tables in under one in a hundred.
_LEAST_KNOWN = 0.1
_UTF8_AFTER_ALL = 0.5


def decode(path: Path, data: bytes, declared: Iterable[str] = ()) -> str:
    """The text of a file that is held in memory whole. Raises ProblemError, with the line at which it is no text."""
    encoding = encoding_of(path, data, declared)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _not_text(path, data, error) from None
    return checked(path, text)


def checked(path: Path, text: str) -> str:
    """The text, if it is one: whole characters, no NUL among them, and something to see. Raises ProblemError."""
    if _HALF.search(text):
        raise refused(path, "holds half a character (a lone surrogate); export it again")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ProblemError(Problem(path, line, "holds NUL characters, so it is not text; capture the page again"))
    if not _VISIBLE.search(text):
        raise refused(path, "has no text in it; remove it or capture the page again")
    if any(text.count(article) > text.count("ال") for article in _TWICE):
        raise refused(path, "was decoded by a wrong table and saved again (mojibake); capture the page again")
    return text


def read_decoded(
    path: Path, declared: Iterable[str] = (), stated: Callable[[bytes], Iterable[str]] = lambda data: ()
) -> tuple[bytes, str]:
    """The bytes of a file and its text; `stated` finds encodings the bytes declare. Raises ProblemError."""
    data = read_bytes(path)
    return data, decode(path, data, (*stated(data), *declared))


def file_encoding(path: Path, declared: Iterable[str] = ()) -> str:
    """The encoding of a file of any size, told by its beginning; UTF-8 where a line further on must show it.

    Raises ProblemError where the beginning is no text.
    """
    with path.open("rb") as stream:
        sample = stream.read(_SAMPLE)
    try:
        found = encoding_of(path, sample, declared, whole=len(sample) < _SAMPLE)
    except ProblemError:
        if not _is_nearly_utf8(sample):
            raise
        found = "utf-8"
    return "utf-8-sig" if found == "utf-8" else found


def encoding_of(path: Path, data: bytes, declared: Iterable[str] = (), *, whole: bool = True) -> str:
    """Python's name of the encoding of these bytes; `whole` is False for the beginning of a longer file.

    Raises ProblemError where none gives text.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    error = _utf8_error(data, whole)
    if error is None and (b"\0" not in data[:_SAMPLE] or not _wide(data[:_SAMPLE], False)):
        return "utf-8"
    if error and _is_nearly_utf8(data):
        raise _not_text(path, data, error)
    sample, whole = data[:_SAMPLE], whole and len(data) <= _SAMPLE
    found = _declared(sample, declared, whole) or _detected(sample, whole) or _wide(sample, whole)
    if found:
        return found
    raise _not_text(path, data, error)  # without an error it is UTF-16 that breaks off, each byte of it ASCII


def _not_text(path: Path, data: bytes, error: UnicodeDecodeError | None) -> ProblemError:
    line = data.count(b"\n", 0, error.start) + 1 if error else 0
    return ProblemError(
        Problem(path, line, "is not text in UTF-8 or an Arabic encoding that can be told; save it as UTF-8")
    )


def _utf8_error(data: bytes, whole: bool) -> UnicodeDecodeError | None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(data), _SAMPLE):
        try:
            decoder.decode(data[start : start + _SAMPLE], final=whole and start + _SAMPLE >= len(data))
        except UnicodeDecodeError as error:
            return UnicodeDecodeError("utf-8", data, start + error.start, start + error.start + 1, error.reason)
    return None


def _is_nearly_utf8(data: bytes) -> bool:
    """Is most of what is not ASCII sound UTF-8? Then the rest is damage, not another encoding."""
    high = sum(byte >= 0x80 for byte in data[:_STREAM])
    sound = sum(
        len(match) for match in re.findall(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}", data[:_STREAM])
    )
    return high > 0 and sound >= _UTF8_AFTER_ALL * high


def _declared(data: bytes, names: Iterable[str], whole: bool) -> str | None:
    """The first declared encoding that holds; a Latin one only where no Arabic one reads as Arabic."""
    for name in names:
        try:
            canonical = codecs.lookup(name.strip()).name
            bytes(4).decode(canonical)  # LookupError for what Python calls a codec and gives no text, such as hex
        except (LookupError, ValueError):
            continue
        latin = _LATIN.get(canonical)
        if latin and not _detected(data, whole) and _reads_as_latin(_text(data, latin, whole)):
            return latin
        if (
            not latin
            and canonical not in ("utf-8", "utf-16", "utf-7")
            and reads_as_arabic(_text(data, canonical, whole))
        ):
            return canonical
    return None


def _detected(data: bytes, whole: bool) -> str | None:
    best = max(_LEGACY, key=lambda name: _known_share(_text(data, name, whole)))
    return best if reads_as_arabic(_text(data, best, whole)) else None


def _wide(data: bytes, whole: bool) -> str | None:
    """UTF-16 without its mark; the spaces and markup of Arabic text have a zero byte then."""
    if b"\0" not in data[:_STREAM]:
        return None
    return next((name for name in _WIDE if reads_as_arabic(_text(data, name, whole))), None)


def _text(data: bytes, encoding: str, whole: bool) -> str:
    """The beginning of the bytes as text; nothing where they are no such text."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(data, final=whole)
    except (UnicodeError, LookupError):
        return ""


def reads_as_arabic(text: str) -> bool:
    """Is what is not ASCII in this text Arabic, by its letters and by its words?"""
    letters, words = len(_NON_ASCII.findall(text)), _WORD.findall(text)
    if not words or _CONTROL.search(text):
        return False
    arabic = len(_ARABIC.findall(text))
    broken = len(_BROKEN_WORD.findall(text))
    return (
        arabic >= _LEAST_ARABIC * letters and broken <= _MOST_BROKEN * len(words) and _known_share(text) >= _LEAST_KNOWN
    )


def _known_share(text: str) -> float:
    """The share of Arabic words that are common ones or bear the article."""
    words = _WORD.findall(text)
    known = sum(word in _COMMON or (len(word) > 3 and word.startswith(("ال", "وال", "بال", "لل"))) for word in words)
    return known / len(words) if words else 0.0


def _reads_as_latin(text: str) -> bool:
    """Accented letters among plain ones, as in French; mojibake has more of the former."""
    accented = len(_NON_ASCII.findall(text))
    return bool(text) and not _CONTROL.search(text) and accented <= 0.15 * max(1, len(re.findall(r"[a-zA-Z]", text)))
