"""Records: arrays, lines and tables of articles; columns by name or by the outlet's profile."""

from __future__ import annotations

import json

import pytest

from tests.support.archive import Archive

TEXT = "أعلنت البلدية أمس انتهاء أعمال توسعة الحديقة العامة.\nوقال رئيسها إن الأشجار القديمة بقيت في مواضعها كلها."
RECORD = {"title": "الحديقة تتسع: خبر", "content": TEXT, "author": "هالة المنصف", "date": "2019-03-12T14:30:00Z"}
OTHER = {
    "title": "سوق السمك",
    "content": "عاد الصيادون إلى المرفأ بعد أسبوع من العواصف.",
    "url": "https://al-fajr.example/1",
}
FORMS = {
    "articles.json": json.dumps([RECORD, OTHER], ensure_ascii=False),
    "one.json": json.dumps(RECORD),
    "articles.jsonl": "\n".join(json.dumps(record, ensure_ascii=False) for record in (RECORD, OTHER)) + "\n",
    "articles.csv": 'title;content;author;date\r\n"الحديقة تتسع: خبر";"'
    + TEXT
    + '";هالة المنصف;2019-03-12T14:30:00Z\r\n',
}


@pytest.mark.parametrize("name", FORMS)
def test_every_form_gives_the_same_article(archive: Archive, name: str) -> None:
    run = archive.convert(archive.write(f"in/{name}", FORMS[name]))
    assert run.code == 0, run.output
    article = archive.article("الأشجار القديمة")
    assert article.title == "الحديقة تتسع: خبر"
    assert article.authors == ("هالة المنصف",)
    assert article.date is not None
    assert article.date.isoformat() == "2019-03-12T14:30:00+00:00"
    assert article.source.file.startswith("containers/")
    assert article.source.file.endswith("#1")
    assert article.body.count("\n\n") == 1


def test_the_container_is_kept_once_and_a_second_run_changes_nothing(archive: Archive) -> None:
    path = archive.write("in/articles.json", FORMS["articles.json"])
    archive.convert(path)
    kept = list(archive.layout.containers.iterdir())
    assert [file.read_bytes() for file in kept] == [path.read_bytes()]
    before = {file: file.read_bytes() for file in archive.root.rglob("*") if file.is_file()}
    for run in (archive.convert(path), archive.convert()):
        assert (run.code, run.lines[-1]) == (0, "2 unchanged")
    assert before == {file: file.read_bytes() for file in archive.root.rglob("*") if file.is_file()}


def test_pages_of_records_come_back_as_they_were(archive: Archive) -> None:
    archive.convert(archive.write("in/articles.jsonl", FORMS["articles.jsonl"]))
    before = {page: page.read_bytes() for page in archive.pages()}
    for page in before:
        page.unlink()
    assert archive.convert().code == 0
    assert before == {page: page.read_bytes() for page in archive.pages()}


def test_a_profile_names_columns_and_hosts(archive: Archive) -> None:
    archive.write(
        "docs/registry/sources/al-sahil.yml",
        "id: al-sahil\nlabel: الساحل\nhosts: [al-sahil.example]\ncolumns: {title: h1, content: matn}\n",
    )
    record = {"h1": "عنوان الساحل", "matn": TEXT, "title": "ليس العنوان", "url": "https://www.al-sahil.example/x"}
    run = archive.convert(archive.write("in/a.json", json.dumps([record])))
    assert run.code == 0, run.output
    article = archive.article("الأشجار القديمة")
    assert (article.title, article.source.outlet) == ("عنوان الساحل", "al-sahil")
    assert article.source.url == "https://www.al-sahil.example/x"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.json", '[{"title": "بلا متن"}]', "record 1 has no text"),
        ("a.json", '[{"content": "نص مبتور', "is not whole JSON"),
        ("a.json", "[1]", "record 1 is not an object with named columns"),
        ("a.jsonl", '{"content": "نص"}\n{broken\n', "a.jsonl:2: record 2 is not JSON"),
        ("a.json", '[{"content": "نص \\ud800"}]', "record 1 holds half a character"),
        ("a.csv", 'title,content\n"مفتوح,نص', "is not a table that can be read"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_line(archive: Archive, name: str, content: str, said: str) -> None:
    run = archive.convert(archive.write(f"in/{name}", content))
    assert run.code == 1
    assert [line for line in run.lines if said in line], run.output
    assert not [line for line in run.lines if "Traceback" in line]


def test_one_bad_record_does_not_stop_the_others(archive: Archive) -> None:
    run = archive.convert(archive.write("in/a.json", json.dumps([{"content": ""}, RECORD, 7, OTHER])))
    assert (run.code, len(archive.pages())) == (1, 2)


def test_u2028_inside_a_line_is_text(archive: Archive) -> None:
    record = json.dumps({"title": "سطر", "content": "أول السطر\u2028وآخره بعد الفاصل المرئي"}, ensure_ascii=False)
    assert archive.convert(archive.write("in/a.jsonl", record + "\n")).code == 0


def test_the_same_article_again_is_reported_and_linked(archive: Archive) -> None:
    long = "\n".join(f"فقرة رقم {number} تقول شيئًا لا تقوله الفقرة التي قبلها ولا التي بعدها." for number in range(9))
    first = {"title": "الأصل", "content": long, "url": "https://a.example/1"}
    again = {"title": "النسخة", "content": long.replace("شيئًا", "شيئا", 1), "url": "https://b.example/2"}
    path = archive.write("in/a.json", json.dumps([first, again]))
    run = archive.convert(path)
    assert (run.code, len(archive.pages())) == (0, 1)
    assert "1 already in the archive" in run.output
    [id] = [page.stem for page in archive.pages()]
    assert f"record 2 is the same article as {id}" in run.output
    assert archive.convert(path).lines[-1] == "2 unchanged"
    archive.convert("--publish-duplicates", path)
    assert len(archive.pages()) == 2
