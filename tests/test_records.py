"""YAML records: every text comes back as it was, and what is wrong is said with file and line."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from khizana.problems import Problem, ProblemError
from khizana.records import Field, dump_yaml, is_id, is_ids, is_text, is_texts, read_record

HOSTILE = [
    "NO",
    "yes",
    "null",
    "~",
    "12:30:45",
    "1_000",
    "0x1F",
    "0o7",
    "1e3",
    ".5",
    ".inf",
    "2017-06-29",
    "#وسم",
    "خبر #وسم",
    '"داعش" ينهار',
    "'داعش'",
    "عاجل: خبر",
    "عاجل:",
    ": خبر",
    "- شرطة",
    "-",
    "? سؤال",
    "---",
    "...",
    "--- خبر",
    "  في أوله فراغ",
    "في آخره فراغ  ",
    "",
    " ",
    "\t",
    "[x]",
    "{x}",
    "@حساب",
    "`رمز`",
    "%",
    "!tag خبر",
    "&a",
    "*a",
    "|",
    ">",
    "<<",
    "=",
    "خبر\nخبر",
    "\n",
    "خبر\r\nخبر",
    "خبر\u2028سطر",
    "خبر\u2029سطر",
    "خبر\u0085سطر",
    "حذف\u007f",
    "\u0080",
    "\ufeffعلامة",
    "\ufffe",
    "\uffff",
    "😀 خبر",
    "👩‍👩‍👧",
    "\u202eمقلوب",
    "\x00",
    "\x1b[31m",
    "\\n",
    "'\"",
    "طويل " * 500,
    "ـًٌٍ",
    "\u00a0",
    "title: x\nid: y",
    "\n---\n",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
]
ANY = st.text(max_size=60)
FIELDS = {"title": Field(is_text, required=True), "tags": Field(is_ids), "names": Field(is_texts)}
PATH = Path("docs/x.yml")


def problems(text: str, first_line: int = 1) -> list[str]:
    """What is wrong with a record, each as `path:line: message`."""
    with pytest.raises(ProblemError) as caught:
        read_record(text, PATH, FIELDS, first_line=first_line)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_texts_come_back(text: str) -> None:
    record = {"title": text, "names": [text, f"{text} خ"], "tags": ["a"]}
    names = [name for name in record["names"] if name.strip()]
    written = dump_yaml({**record, "names": names})
    assert read_record(written, PATH, FIELDS).values == {**record, "names": names}
    assert yaml.safe_load(written) == {**record, "names": names}


@given(ANY, st.lists(ANY.filter(str.strip), max_size=3))
@example("\ufeff", [])
@example("a: b\n", ["- x"])
@settings(max_examples=500)
def test_any_text_comes_back(title: str, names: list[str]) -> None:
    record = {"title": title, "names": names}
    assert read_record(dump_yaml(record), PATH, FIELDS).values == record


@given(ANY)
def test_a_text_stays_on_its_line(title: str) -> None:
    """Front matter is read by line in reviews: no value may look like a key or a fence of its own."""
    written = dump_yaml({"title": title, "tags": []})
    assert "\n---" not in written
    assert written.split("\n")[-2:] == ["tags: []", ""]


@given(st.lists(st.sampled_from(["أ", "ب"]), min_size=2, max_size=2))
def test_repeated_values_are_written_out(names: list[str]) -> None:
    same = [names[0], names[0]]
    assert "&" not in dump_yaml({"names": same, "more": same})


def test_arabic_is_written_as_arabic_in_the_given_order() -> None:
    assert dump_yaml({"title": "خبر عاجل", "tags": [], "names": ["سلمى", "12:30"]}) == (
        "title: خبر عاجل\ntags: []\nnames:\n- سلمى\n- '12:30'\n"
    )


@pytest.mark.parametrize(
    "moment",
    [
        date(2017, 6, 29),
        datetime(2017, 6, 29, 15, 1, tzinfo=UTC),
        datetime(2017, 6, 29, 15, 1, tzinfo=timezone(timedelta(hours=2))),
        datetime(2017, 6, 29, 15, 1, tzinfo=timezone(timedelta(hours=-3, minutes=-30))),
    ],
)
def test_moments_come_back_in_their_zone(moment: date) -> None:
    read = read_record(dump_yaml({"when": moment}), PATH, {"when": Field(lambda value: None)}).values["when"]
    assert read == moment
    assert read.isoformat() == moment.isoformat()


class TestProblems:
    def test_all_are_told_at_their_lines(self) -> None:
        text = "title: NO\ncolour: أحمر\ntags: [صح]\ntags: [a]\nnames: سلمى\n"
        assert problems(text) == [
            "docs/x.yml:1: title must be text (put it in quotes)",
            "docs/x.yml:2: unknown key colour; known are title, tags, names",
            "docs/x.yml:3: tags must be a list of ids",
            "docs/x.yml:4: tags is given twice; keep one",
            "docs/x.yml:5: names must be a list of texts",
        ]

    def test_a_missing_key_is_told_at_the_first_line(self) -> None:
        assert problems("tags: []\n", first_line=2) == ["docs/x.yml:2: title is missing; add it"]

    def test_lines_count_from_the_file_s_first(self) -> None:
        assert problems("title: x\n\n# ملاحظة\nnames: 3\n", first_line=2) == [
            "docs/x.yml:5: names must be a list of texts"
        ]

    @pytest.mark.parametrize("text", ["", "نص", "- a\n- b\n", "3", "# تعليق\n"])
    def test_what_is_no_mapping(self, text: str) -> None:
        assert problems(text) == ["docs/x.yml:1: must be lines of `key: value`"]

    @pytest.mark.parametrize(
        ("text", "line"),
        [
            ("title: عاجل: خبر\n", 1),
            ("title: x\nnames: [a\n", 3),
            ("title: 'x\n", 2),
            ("title: x\n\ttags: []\n", 2),
            ("title: \x00\n", 1),
        ],
    )
    def test_what_is_no_yaml(self, text: str, line: int) -> None:
        [told] = problems(text)
        assert told.startswith(f"docs/x.yml:{line}: not YAML") and "\n" not in told

    def test_two_documents_in_one_file(self) -> None:
        [told] = problems("title: x\n---\ntitle: y\n")
        assert told.startswith("docs/x.yml:2: ")

    def test_aliases_and_merges_are_no_way_to_say_it(self) -> None:
        assert problems("title: &a x\nnames: [*a, *b]\n")[0].startswith("docs/x.yml:2: not YAML")

    @pytest.mark.parametrize("value", ["2017-99-99", "!!python/object:os.system x", "!tag x"])
    def test_values_that_cannot_be_read(self, value: str) -> None:
        told = problems(f"title: {value}\n")
        assert len(told) == 1 and told[0].startswith("docs/x.yml:1: ")

    @pytest.mark.parametrize("key", ["? [a, b]\n: x\n", "? {a: b}\n: x\n", "1: x\n", "null: x\n"])
    def test_keys_that_are_no_words(self, key: str) -> None:
        assert all(told.startswith("docs/x.yml:") for told in problems(f"title: x\n{key}"))

    def test_deep_nesting_is_a_problem_and_no_crash(self) -> None:
        told = problems("title: x\nnames: " + "[" * 2000 + "]" * 2000 + "\n")
        assert told and all(line.startswith("docs/x.yml:") for line in told)

    def test_they_print_as_editors_click_them(self) -> None:
        assert str(Problem(Path("a/b.md"), 3, "خطأ")) == "a/b.md:3: خطأ"
        assert str(Problem(Path("a/b.md"), 0, "خطأ")) == "a/b.md: خطأ"
        assert str(ProblemError(Problem(Path("a"), 1, "x"), Problem(Path("b"), 0, "y"))) == "a:1: x\nb: y"


@pytest.mark.parametrize("id", ["a", "al-ahram", "2017", "x-2"])
def test_ids(id: str) -> None:
    assert is_id(id) is None


@pytest.mark.parametrize(
    "id", ["", "A", "عربي", "a--b", "-a", "a-", "a_b", "a b", "a/b", "a.b", "é", "a\n", 3, None, ["a"]]
)
def test_what_is_no_id(id: object) -> None:
    assert is_id(id)
    assert is_ids([id])
