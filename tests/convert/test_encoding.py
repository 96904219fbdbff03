"""The door: what is decoded, as what, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from khizana.convert.readers import read_originals
from khizana.convert.readers.encoding import decode, encoding_of
from khizana.problems import ProblemError
from khizana.registry import Outlet, Registry
from tests.support.capture import capture

HERE = Path("capture.txt")
TEXT = capture()
FRENCH = "L'été est arrivé à Paris et les gens sont très contents de sortir."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1256", "iso-8859-6"]
)
def test_arabic_is_decoded_in_any_of_its_encodings(encoding: str) -> None:
    data = TEXT.encode(encoding, "ignore")
    assert decode(HERE, data) == data.decode(encoding)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("cut off", TEXT.encode()[:-2] + b"\xd9"),
        ("wrong byte", "سطر\nسطر\n".encode() + b"\xff\n"),
        ("binary", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256))),
        ("Cyrillic", "Привет, это русский текст".encode("koi8-r")),
        ("Chinese", "这是一个中文文本，用来测试编码。".encode("gb18030")),
        ("NUL", f"{TEXT}\0".encode()),
        ("half a character", "نص \ud800".encode("utf-8", "surrogatepass")),
        ("decoded twice", TEXT.encode().decode("cp1256").encode()),
        ("decoded twice as Latin", TEXT.encode().decode("latin-1").encode()),
        ("French that nothing declares", FRENCH.encode("latin-1")),
        ("empty", b""),
        ("blank", b" \n\t\n"),
    ],
)
def test_what_is_no_text_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(ProblemError):
        decode(HERE, data)


def test_damage_is_located() -> None:
    with pytest.raises(ProblemError) as refusal:
        decode(HERE, "سطر\nسطر\n".encode() + b"\xff\n")
    assert refusal.value.problems[0].line == 3


def test_a_declared_encoding_holds_where_it_reads_well() -> None:
    assert decode(HERE, FRENCH.encode("latin-1"), ["iso-8859-1"]) == FRENCH


@pytest.mark.parametrize("wrong", ["iso-8859-1", "iso-8859-6", "no-such-thing", "utf-16", ""])
def test_a_wrong_declaration_does_not(wrong: str) -> None:
    assert encoding_of(HERE, TEXT.encode("cp1256"), [wrong]) == "cp1256"


def test_a_profile_states_the_encoding(tmp_path: Path) -> None:
    path = tmp_path / "short.txt"
    path.write_bytes("قصيدة المساء\nفي البيت القديم نام الليل.\n".encode("iso-8859-6"))
    registry = Registry(outlets={"old": Outlet("old", "القديم", encoding="iso-8859-6")})
    [original] = list(read_originals(path, registry, "old"))
    assert not isinstance(original, ProblemError) and original.text.startswith("قصيدة")


@pytest.mark.parametrize("suffix", [".csv", ".json", ".jsonl"])
def test_records_of_a_legacy_encoding(tmp_path: Path, suffix: str) -> None:
    rows = {
        ".csv": 'title,content\nالقطار يعود,"عاد القطار القديم إلى محطته بعد عشرين سنة من الغياب."\n',
        ".json": '[{"title": "القطار يعود", "content": "عاد القطار القديم إلى محطته بعد عشرين سنة من الغياب."}]',
        ".jsonl": '{"title": "القطار يعود", "content": "عاد القطار القديم إلى محطته بعد عشرين سنة من الغياب."}\n',
    }
    path = tmp_path / f"records{suffix}"
    path.write_bytes(rows[suffix].encode("cp1256"))
    [original] = list(read_originals(path, Registry()))
    assert not isinstance(original, ProblemError) and original.fields["title"] == "القطار يعود"


def test_the_sample_pages(samples: Callable[[str], Path]) -> None:
    folder = samples("encodings")
    for path in sorted(folder.glob("*.html")):
        [original] = list(read_originals(path, Registry()))
        assert not isinstance(original, ProblemError) and original.text.startswith("أعلنت")
