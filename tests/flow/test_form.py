"""An issue form's answers become a capture: the text as pasted, and nothing taken for more than it is."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.request import Request

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from khizana.registry import Outlet, Registry
from scripts.flows import attachment
from scripts.flows.attachment import Attachment, AttachmentError, attachment_of, fetch
from scripts.flows.form import EMPTY, FIELDS, Answers, FormError, capture_of, read_answers, text_of
from tests.flow.workflow import ROOT

REGISTRY = Registry(outlets={"al-fajr": Outlet("al-fajr", "جريدة الفجر", hosts=("al-fajr.example",))})
TEXT = "عاد القطار القديم إلى محطته بعد عشرين سنة.\n\nوقال ناظر المحطة إن صفارته تُسمع من بعيد."
WHOLE = Answers("القطار يعود", "جريدة الفجر", "https://al-fajr.example/train", "29 يونيو 2017", "", TEXT)


def body(answers: Answers) -> str:
    """An issue's body as GitHub writes it from the form."""
    told = {field: getattr(answers, field) or EMPTY for field in FIELDS}
    told["text"] = f"```text\n{told['text']}\n```" if answers.text else EMPTY
    return "\n\n".join(f"### {label}\n\n{told[field]}" for field, label in FIELDS.items())


def issue(answers: Answers) -> dict[str, Any]:
    return {"number": 12, "body": body(answers)}


def test_the_form_has_the_fields_that_are_read() -> None:
    form = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/article.yml").read_bytes())
    fields = [(row["id"], row["attributes"]["label"]) for row in form["body"] if row["type"] != "markdown"]
    assert fields == [*FIELDS.items(), ("rights", "قبل الإرسال")]
    assert next(row for row in form["body"] if row.get("id") == "text")["attributes"]["render"] == "text"


def test_answers_are_read_back() -> None:
    assert read_answers(body(WHOLE)) == WHOLE
    assert read_answers(body(WHOLE).replace("\n", "\r\n")) == WHOLE
    assert read_answers(body(Answers())) == Answers()
    assert read_answers("") == read_answers("كلام بلا نموذج") == Answers()


def test_a_pasted_text_may_hold_headings_of_the_form() -> None:
    text = f"{TEXT}\n\n### المصدر\n\nصحيفة أخرى\n\n### عنوان المقال\n\nعنوان آخر\n\n```text\nشفرة\n```\nنهاية"
    assert read_answers(body(replace(WHOLE, text=text))) == replace(WHOLE, text=text)


def test_what_follows_the_text_of_the_form_belongs_to_it() -> None:
    """GitHub writes the checked boxes at the end; they are no part of the article."""
    whole = f"{body(WHOLE)}\n\n### قبل الإرسال\n\n- [x] لي حق نشر هذا النص"
    assert read_answers(whole) == WHOLE


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r"), min_size=1))
def test_any_text_comes_through(text: str) -> None:
    read = read_answers(body(replace(WHOLE, text=text)))
    assert read.text == text.strip("\n") or text.strip("\n ") in ("", EMPTY) or "```" in text or "~~~" in text
    assert replace(read, text="") == replace(WHOLE, text="")


def test_the_capture_is_the_text_below_its_title_and_date() -> None:
    capture, content = capture_of(issue(WHOLE), REGISTRY)
    assert content.decode() == f"القطار يعود\n29 يونيو 2017\n\n{TEXT}\n"
    assert (capture.file, capture.outlet, capture.url, capture.issue, capture.notes) == (
        "issue-12.txt", "al-fajr", "https://al-fajr.example/train", 12, (),
    )  # fmt: skip


def test_title_and_date_that_stand_in_the_text_are_not_said_twice() -> None:
    text = f"القطار يعود\nالخميس 29 يونيو 2017\n{TEXT}"
    assert text_of(replace(WHOLE, text=text)) == f"{text}\n"


def test_the_outlet_is_found_by_id_label_or_host() -> None:
    for outlet in ("al-fajr", "جريدة الفجر", ""):
        assert capture_of(issue(replace(WHOLE, outlet=outlet)), REGISTRY)[0].outlet == "al-fajr"
    other = replace(WHOLE, outlet="صحيفة لا نعرفها", url="")
    capture, _ = capture_of(issue(other), REGISTRY)
    assert capture.outlet == "" and "صحيفة لا نعرفها" in capture.notes[0]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": ""}, "ليس في الطلب نص ولا ملف"),
        ({"title": ""}, "ليس للمقال عنوان"),
        ({"url": "javascript:alert(1)"}, "ليس رابطًا صحيحًا"),
        ({"url": "https://al-fajr.example/a b"}, "ليس رابطًا صحيحًا"),
        ({"url": "--force"}, "ليس رابطًا صحيحًا"),
        ({"title": "ك" * 301}, "أطول مما يُقبل: عنوان المقال"),
        ({"date": "2999-01-01"}, "لم يأت بعد"),
    ],
)
def test_what_is_wrong_is_said_in_arabic(changes: dict[str, str], said: str) -> None:
    with pytest.raises(FormError, match=said):
        capture_of(issue(replace(WHOLE, **changes)), REGISTRY)


def test_an_attached_file_is_the_capture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scripts.flows.form.fetch", lambda attached: b"PK saved page")
    answers = replace(WHOLE, text="", attachment="[train.zip](https://github.com/user-attachments/files/7/train.zip)")
    capture, content = capture_of(issue(answers), REGISTRY)
    assert (capture.file, content) == ("issue-12.zip", b"PK saved page")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("https://evil.example/user-attachments/files/7/a.txt", "رابط إلى موقع آخر"),
        ("http://169.254.169.254/latest/meta-data", "رابط إلى موقع آخر"),
        ("[a](https://github.com/user-attachments/files/7/a.exe)", "نوع الملف"),
        ("[a](https://github.com/user-attachments/files/7/a.svg)", "نوع الملف"),
        ("سأرفقه غدًا", "لا ملف"),
        (
            "[a](https://github.com/user-attachments/files/7/a.txt) [b](https://github.com/user-attachments/files/8/b.txt)",
            "أكثر من ملف",
        ),
    ],
)
def test_a_link_that_is_no_attachment_is_refused(answer: str, said: str) -> None:
    with pytest.raises(AttachmentError, match=said):
        attachment_of(answer)


def test_web_archives_keep_their_ending() -> None:
    for ending in (".warc.gz", ".txt", ".zip"):
        found = attachment_of(f"[x](https://github.com/user-attachments/files/7/page{ending})")
        assert found and found.ending == ending


def test_a_redirection_out_of_github_is_not_followed() -> None:
    handler = attachment._WithinGitHub()
    request = Request("https://github.com/user-attachments/files/7/a.txt")
    inside = "https://objects.githubusercontent.com/a.txt"
    assert handler.redirect_request(request, io.BytesIO(), 302, "", request.headers, inside)  # type: ignore[arg-type]
    for outside in (
        "http://objects.githubusercontent.com/a",
        "https://github.com.evil.example/a",
        "https://10.0.0.1/a",
    ):
        with pytest.raises(AttachmentError):
            handler.redirect_request(request, io.BytesIO(), 302, "", request.headers, outside)  # type: ignore[arg-type]


def test_an_attachment_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    large.write_bytes(b"x" * 11)
    monkeypatch.setattr(attachment, "MOST_BYTES", 10)
    with pytest.raises(AttachmentError, match="أكبر من"):
        fetch(Attachment(large.as_uri(), ".txt"))
    monkeypatch.setattr(attachment, "MOST_BYTES", 11)
    assert fetch(Attachment(large.as_uri(), ".txt")) == b"x" * 11
