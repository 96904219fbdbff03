"""Whole conversions, run as a person runs them: `scripts/build.py` on an archive in a temporary folder."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khizana.files import write_whole
from tests.support.archive import FIXTURE, Archive, Run, fixture_archive, new_archive
from tests.support.capture import BODY, capture
from tests.support.text import plain, visible

SEED = "seed/000_2d1c5e011f2ea13a.txt"
SEED_PARAGRAPHS = 24  # its lines, less title, date, five of furniture and three headings
FATES = {"kept", "metadata", "removed"}


def gaps(original: str, spans: list[list[Any]]) -> str:
    """What no span covers; spans must be in order and not overlap."""
    between, end = "", 0
    for start, stop, *_ in spans:
        assert end <= start < stop <= len(original)
        between += original[end:start]
        end = stop
    return between + original[end:]


def kept(original: str, spans: list[list[Any]]) -> str:
    return "".join(original[start:stop] for start, stop, fate, *_ in spans if fate == "kept")


def check_ledger(archive: Archive, id: str) -> None:
    """Every visible character of the original has one fate, and the kept ones are the page's text."""
    original, ledger = archive.original(id), archive.ledger(id)
    spans = ledger["spans"]
    assert visible(gaps(original, spans)) == ""
    assert {fate for _, _, fate, *_ in spans} <= FATES
    body = "\n".join(ledger["generated"]).split("\n---\n", 1)[1]
    assert visible(kept(original, spans)) == visible(plain(body))
    for start, stop, fate, where, *text in spans:
        assert where
        assert visible("".join(text)) == (visible(original[start:stop]) if fate == "removed" else "")


def mutable(archive: Archive) -> dict[str, bytes]:
    """All files but the moments of capture, which differ between archives."""
    return {name: re.sub(rb'"captured": "[^"]+"', b"", data) for name, data in archive.files().items()}


def refusals(run: Run) -> list[str]:
    """The lines of a run but the last, which sums up."""
    return run.lines[:-1]


@pytest.fixture
def river(converted: Archive) -> str:
    """The id of the fixture article that is shaped like the seed."""
    return converted.article("الساقيةَ الكبرى").id


def test_title_date_and_author(converted: Archive) -> None:
    article = converted.article("الساقيةَ الكبرى")
    assert article.title == 'مع عودة الماء إلى النهر.. الواحة تستعيد "عروسها"'
    assert article.date is not None
    assert article.date.isoformat() == "2017-06-29T15:01:00+02:00"
    assert article.authors == ("سلمى الحداد",)
    assert article.source.outlet == "al-fajr"
    assert article.source.date_printed == "الخميس 29/يونيو/2017 - 03:01 م"
    assert re.fullmatch(r"2017-06-29-[a-z2-7]{4}", article.id)


def test_the_outlet_s_zone_decides(converted: Archive) -> None:
    beirut = converted.article("الصيادون").date
    assert beirut and beirut.isoformat() == "2017-06-12T11:10:00+03:00"
    day = converted.article("الحافلة الزرقاء").date
    assert day and day.isoformat() == "2015-02-03"


def test_without_an_outlet_the_setting_s_zone_decides(archive: Archive) -> None:
    archive.put("inbox/a.txt", capture())
    assert archive.convert().code == 0
    [article] = archive.articles()
    assert article.date and article.date.isoformat() == "2017-06-29T15:01:00+02:00"
    assert article.source.outlet == ""


def test_headings_and_their_ids(converted: Archive, river: str) -> None:
    body = converted.article("الساقيةَ الكبرى").body
    assert re.findall(r"^## .*$", body, re.MULTILINE) == [
        '## عودة "العروس" {#عودة-العروس}',
        "## ما بقي من العمل {#ما-بقي-من-العمل}",
    ]
    assert converted.ledger(river)["sections"] == {
        'عودة "العروس"': "عودة-العروس",
        "ما بقي من العمل": "ما-بقي-من-العمل",
    }


def test_lists_and_signatures(converted: Archive) -> None:
    body = converted.article("طوله ١٢٠ مترًا").body
    assert "\n- المارة والدراجات.\n- عربات البلدية الخفيفة.\n- سيارات الإسعاف عند الضرورة.\n" in body
    assert body.endswith("\n\n*مراسل الفجر في الواحة*\n")


def test_furniture_is_in_the_ledger_and_not_on_the_page(converted: Archive, river: str) -> None:
    ledger, body = converted.ledger(river), converted.article("الساقيةَ الكبرى").body
    removed = [span[4] for span in ledger["spans"] if span[2] == "removed"]
    caption = "مع عودة الماء إلى النهر.."
    assert removed.count(caption) + sum(text.endswith(caption) for text in removed if text != caption) == 3
    assert "شارك" in removed
    assert caption not in body and "شارك" not in body and "طباعة" not in body


def test_every_ledger_accounts_for_its_original(converted: Archive) -> None:
    ids = [article.id for article in converted.articles()]
    assert len(ids) == 6
    for id in ids:
        check_ledger(converted, id)


def test_originals_are_kept_byte_for_byte(converted: Archive) -> None:
    captured = {path.read_bytes() for path in FIXTURE.rglob("*.txt")}
    assert {converted.layout.original(article.id, ".txt").read_bytes() for article in converted.articles()} == captured
    for article in converted.articles():
        data = converted.layout.original(article.id, ".txt").read_bytes()
        assert article.source.sha256 == hashlib.sha256(data).hexdigest()
        assert converted.layout.sources / article.source.file == converted.layout.original(article.id, ".txt")


def test_tags_are_suggested_by_their_terms(converted: Archive) -> None:
    assert converted.article("الساقيةَ الكبرى").tags == ("water",)
    assert converted.article("الحافلة الزرقاء").tags == ("culture",)
    assert converted.article("من يصبر").tags == ()


def test_the_inbox_is_emptied(converted: Archive) -> None:
    assert not [path for path in converted.layout.inbox.rglob("*") if path.is_file()]


def test_an_undated_article_goes_to_undated(converted: Archive) -> None:
    article = converted.article("من يصبر")
    assert article.date is None
    assert re.fullmatch(r"[a-z2-7]{8}", article.id)
    assert converted.layout.page(article.id).parent.name == "undated"


def test_running_twice_changes_nothing(converted: Archive) -> None:
    before = converted.files()
    run = converted.convert()
    assert (run.code, run.lines[-1]) == (0, "6 unchanged")
    assert converted.files() == before


def test_pages_deleted_and_converted_again_are_the_same_bytes(converted: Archive) -> None:
    before = converted.files()
    for page in converted.pages():
        page.unlink()
    assert converted.convert().lines[-1] == "6 converted"
    assert converted.files() == before


def test_two_archives_from_the_same_captures_are_the_same(converted: Archive, tmp_path: Path) -> None:
    assert mutable(fixture_archive(tmp_path / "other", machinery=False)) == mutable(converted)


def test_ids_minted_once_survive(converted: Archive, river: str) -> None:
    """A ledger's id, capture moment and section ids hold even where today's rules would give others."""
    path = converted.layout.ledger(river)
    ledger = path.read_text("utf-8").replace('"عودة-العروس"', '"minted-before"')
    path.write_text(re.sub(r'"captured": "[^"]+"', '"captured": "2001-02-03T04:05:06Z"', ledger), "utf-8")
    converted.layout.page(river).unlink()
    assert converted.convert().code == 0
    again = converted.ledger(river)
    assert again["captured"] == "2001-02-03T04:05:06Z"
    assert again["sections"]['عودة "العروس"'] == "minted-before"
    assert '## عودة "العروس" {#minted-before}' in converted.layout.page(river).read_text("utf-8")


def test_the_same_capture_again_makes_no_second_article(converted: Archive) -> None:
    before = converted.files()
    converted.put("inbox/al-fajr/again.txt", (FIXTURE / "inbox/al-fajr/nahr.txt").read_bytes())
    assert converted.convert().code == 0
    assert converted.files() == before


class TestEditedByHand:
    @pytest.fixture
    def edited(self, converted: Archive, river: str) -> Path:
        page = converted.layout.page(river)
        page.write_text(page.read_text("utf-8").replace("وبكى من حضر", "وفرح من حضر"), "utf-8")
        return page

    def test_it_is_kept_and_said_so(self, converted: Archive, edited: Path) -> None:
        before = converted.files()
        run = converted.convert()
        assert run.code == 0
        [line] = refusals(run)
        assert line.startswith(f"{edited.relative_to(converted.root)}: was edited by hand")
        assert converted.files() == before

    def test_force_replaces_it_and_saves_the_old_one(self, converted: Archive, edited: Path, river: str) -> None:
        words = edited.read_bytes()
        run = converted.convert("--force")
        assert run.code == 0 and "1 replaced" in run.lines[-1]
        assert "وبكى من حضر" in edited.read_text("utf-8")
        [saved] = list(converted.layout.saved.iterdir())
        assert saved.name.startswith(river) and saved.read_bytes() == words

    def test_a_capture_of_it_again_leaves_it(self, converted: Archive, edited: Path) -> None:
        words = edited.read_bytes()
        converted.put("inbox/al-fajr/again.txt", (FIXTURE / "inbox/al-fajr/nahr.txt").read_bytes())
        assert converted.convert().code == 0
        assert edited.read_bytes() == words

    def test_reconvert_keeps_the_change(self, converted: Archive, edited: Path, river: str) -> None:
        words = edited.read_bytes()
        assert converted.command("reconvert", river).code == 0
        assert edited.read_bytes() == words


def _png() -> bytes:
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256))


REFUSED: dict[str, bytes] = {
    "binary.txt": _png(),
    "surrogate.txt": "نص \ud800".encode("utf-8", "surrogatepass"),
    "truncated.txt": capture().encode()[:-2] + b"\xd9",
    "nul.txt": f"{capture()}\0".encode(),
    "empty.txt": b"",
    "blank.txt": " \n\t\u00a0\n\ufeff\u2003\n".encode(),
    "page.html": b"<p>x</p>",
    "drawing.svg": b"<svg/>",
    "word.docx": b"PK\x03\x04",
    "no-suffix": capture().encode(),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_in_one_line(archive: Archive, name: str) -> None:
    path = archive.put(f"inbox/{name}", REFUSED[name])
    archive.put("inbox/good.txt", capture())
    run = archive.convert()
    assert run.code == 1
    [line] = refusals(run)
    assert re.match(rf"docs/sources/inbox/{re.escape(name)}(:\d+)?: \S", line), line
    assert run.lines[-1] == "1 converted, 1 refused"
    assert path.read_bytes() == REFUSED[name]
    assert len(archive.pages()) == 1


def test_a_wrong_byte_is_located(archive: Archive) -> None:
    archive.put("inbox/a.txt", "سطر\nسطر\n".encode() + b"\xff\n")
    assert refusals(archive.convert())[0].startswith("docs/sources/inbox/a.txt:3: ")


def _symlink(path: Path) -> None:
    target = path.with_name(".target.txt")
    target.write_text(capture("الهدف", "", BODY), "utf-8")
    path.symlink_to(target)


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _broken_link(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere"))


@pytest.mark.parametrize("make", [_symlink, _fifo, _broken_link, Path.mkdir])
@pytest.mark.parametrize("given_by_name", [True, False])
def test_what_is_no_regular_file(archive: Archive, make: Callable[[Path], None], given_by_name: bool) -> None:
    make(archive.layout.inbox / "odd.txt")
    good = archive.put("inbox/good.txt", capture())
    arguments = [archive.layout.inbox / "odd.txt", good] if given_by_name else []
    run = archive.convert(*arguments)
    if make is Path.mkdir:  # an empty folder: nothing in it, nothing wrong
        assert (run.code, refusals(run)) == (0, [])
    else:
        assert run.code == 1
        [line] = refusals(run)
        assert line.startswith("docs/sources/inbox/odd.txt: is not a regular file")
    assert len(archive.pages()) == 1


def test_a_path_that_is_not_there(archive: Archive, tmp_path: Path) -> None:
    run = archive.convert(tmp_path / "nothing.txt")
    assert run.code == 1
    assert len(refusals(run)) == 1


def test_files_from_elsewhere_are_copied_and_stay(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_text(capture(), "utf-8")
    assert archive.convert("--outlet", "al-sahil", "--url", "https://example.org/a?b=ج", path).code == 0
    [article] = archive.articles()
    assert (article.source.outlet, article.source.url) == ("al-sahil", "https://example.org/a?b=ج")
    assert path.read_text("utf-8") == archive.original(article.id)


def test_folders_are_searched_in_order(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "in/deep").mkdir(parents=True)
    (tmp_path / "in/deep/a.txt").write_text(capture("أول", body="نص أول.\n"), "utf-8")
    (tmp_path / "in/.hidden.txt").write_text(capture("خفي", body="نص خفي.\n"), "utf-8")
    (tmp_path / "in/b.txt").write_text(capture("ثانٍ", body="نص ثانٍ.\n"), "utf-8")
    assert archive.convert(tmp_path / "in").code == 0
    assert {article.title for article in archive.articles()} == {"أول", "ثانٍ"}


def test_a_changed_original_is_refused_and_nothing_touched(converted: Archive, river: str) -> None:
    path = converted.layout.original(river, ".txt")
    path.write_text(path.read_text("utf-8") + "زيادة\n", "utf-8")
    before = converted.files()
    run = converted.convert()
    assert run.code == 1
    assert refusals(run) == [
        f"{path.relative_to(converted.root)}: was changed after it was captured; restore it from git"
    ]
    assert converted.files() == before


def test_a_damaged_ledger_is_refused_and_nothing_touched(converted: Archive, river: str) -> None:
    converted.layout.ledger(river).write_text("{", "utf-8")
    before = converted.files()
    run = converted.convert()
    assert run.code == 1
    assert len(refusals(run)) == 1 and refusals(run)[0].startswith(f"docs/sources/2017/06/{river}.ledger.json: ")
    assert converted.files() == before


@pytest.mark.parametrize("way", ["option", "folder"])
def test_an_unknown_outlet(archive: Archive, way: str) -> None:
    archive.put("inbox/nowhere/a.txt" if way == "folder" else "inbox/a.txt", capture())
    run = archive.convert(*(["--outlet", "nowhere"] if way == "option" else []))
    assert run.code == 1
    [line] = refusals(run)
    assert "nowhere" in line and "docs/registry/sources/nowhere.yml" in line
    assert not archive.pages()


def test_a_broken_registry_stops_the_run_with_its_problems(archive: Archive) -> None:
    archive.write("docs/registry/tags/Bad.yml", "id: Bad\nlabel: NO\n")
    archive.put("inbox/a.txt", capture())
    run = archive.convert()
    assert run.code == 1
    assert all(line.startswith("docs/registry/tags/Bad.yml:") for line in run.lines)
    assert not archive.pages()


class TestInterrupted:
    """Whatever a killed run left, the next one ends where an undisturbed one would have."""

    NAME = "inbox/al-sahil/a.txt"

    @pytest.fixture
    def whole(self, tmp_path: Path) -> Archive:
        """An archive in which one capture was converted without a disturbance."""
        archive = new_archive(tmp_path / "whole", machinery=False)
        archive.put(self.NAME, capture())
        assert archive.convert().code == 0
        return archive

    @pytest.fixture(params=["original", "original, ledger", "original, ledger, page", "stray"])
    def stopped(self, request: pytest.FixtureRequest, whole: Archive, archive: Archive) -> Archive:
        """The same archive as a run left it that was killed after the named step; the inbox file stands."""
        id = whole.articles()[0].id
        archive.put(self.NAME, capture())
        if "original" in request.param:
            archive.put(f"2017/06/{id}.txt", whole.original(id))
        if "ledger" in request.param:
            archive.put(f"2017/06/{id}.ledger.json", whole.layout.ledger(id).read_bytes())
        if "page" in request.param:
            archive.write(f"docs/articles/2017/06/{id}.md", whole.layout.page(id).read_bytes())
        if request.param == "stray":
            archive.put(f"2017/06/.{id}.txt.123.tmp", whole.original(id)[:20])
            archive.put(f"2017/06/.{id}.ledger.json.123.tmp", "{")
            archive.write(f"docs/articles/2017/06/.{id}.md.123.tmp", "---\n")
        return archive

    def test_the_next_run_finishes_it(self, stopped: Archive, whole: Archive) -> None:
        assert stopped.convert().code == 0
        done = {name: data for name, data in mutable(stopped).items() if not name.endswith(".tmp")}
        assert done == mutable(whole)
        assert stopped.convert().lines[-1] == "1 unchanged"

    def test_naming_the_file_finishes_it_too(self, stopped: Archive, whole: Archive) -> None:
        assert stopped.convert(stopped.layout.sources / self.NAME).code == 0
        done = {name: data for name, data in mutable(stopped).items() if not name.endswith(".tmp")}
        assert done == mutable(whole)


def test_writing_is_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "page.md"
    write_whole(path, "قديم")
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "نص \ud800")

    def fail(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, "جديد")
    assert [entry.read_text("utf-8") for entry in tmp_path.iterdir()] == ["قديم"]


def test_writing_the_same_again_touches_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a/b.md"
    assert write_whole(path, "نص") is True
    before = path.stat().st_ino
    assert write_whole(path, "نص") is False
    assert path.stat().st_ino == before


@pytest.fixture
def colliding(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every capture's hash begins with the same forty bits."""

    class Colliding:
        def __init__(self, data: bytes = b"") -> None:
            self.digest = hashlib.sha256(data)

        def hexdigest(self) -> str:
            return "00" * 5 + self.digest.hexdigest()[10:]

    for module in ("khizana.convert.original", "khizana.convert.readers.text", "khizana.convert.readers"):
        monkeypatch.setattr(f"{module}.sha256", Colliding, raising=False)


@pytest.mark.usefixtures("colliding")
@pytest.mark.parametrize("date", ["29 يونيو 2017", ""])
def test_colliding_hashes_lengthen_the_id(archive: Archive, date: str) -> None:
    for number, word in enumerate(["الخبز", "الملح", "الزيت"]):
        archive.put(f"inbox/{number}.txt", capture(f"مقال عن {word}", date, f"كلام طويل عن {word} وما حوله.\n"))
    assert archive.convert().code == 0
    ids = sorted((article.id for article in archive.articles()), key=len)
    assert len(set(ids)) == 3
    assert ids[0] == ("2017-06-29-aaaa" if date else "aaaaaaaa")
    assert all(other.startswith(ids[0]) for other in ids)
    before = archive.files()
    assert archive.convert().lines[-1] == "3 unchanged"
    assert archive.files() == before


TITLES = [
    "NO",
    "12:30:45",
    "#وسم",
    '"داعش" ينهار',
    "عاجل: خبر",
    "- شرطة",
    "[x]",
    "---",
    "خبر \u202eمقلوب",
    "<b>غليظ</b>",
]


@pytest.mark.parametrize("title", TITLES)
def test_hostile_titles_come_through(archive: Archive, title: str) -> None:
    archive.put("inbox/a.txt", capture(title))
    run = archive.convert()
    assert run.code == 0, run.output
    [article] = archive.articles()
    assert article.title == title
    check_ledger(archive, article.id)


LINES = [
    "* بند",
    "- بند",
    "## عنوان",
    "1. أول",
    "٢) ثانٍ",
    "[المصدر]: رويترز",
    "> قال",
    "<textarea>",
    "| أ | ب |",
    "شارك",
    "`رمز`",
    "سؤال؟",
    "قال:",
    "\u202eمقلوب",
    "A*B*C",
    "12/6/2017",
    "@حساب",
    "كلمة\u00a0كلمة",
    "بقلم: فلان",
    "~~~",
]
breaks = st.sampled_from(["\n", "\r\n", "\r", "\u2028", "\x85", "\n\n", "\n \u00a0\n"])
hostile_bodies = st.lists(st.tuples(st.sampled_from(LINES) | st.text(max_size=12), breaks), min_size=1, max_size=12)


@given(hostile_bodies)
@settings(max_examples=60)
def test_no_character_of_any_original_is_lost(
    tmp_path_factory: pytest.TempPathFactory, lines: list[tuple[str, str]]
) -> None:
    archive = new_archive(tmp_path_factory.mktemp("archive") / "a", machinery=False)
    text = capture(body="".join(line + end for line, end in lines).replace("\0", ""))
    try:
        archive.put("inbox/a.txt", text)
    except UnicodeEncodeError:
        return
    run = archive.convert("--accept-removals")
    assert run.code == 0, run.output
    [article] = archive.articles()
    check_ledger(archive, article.id)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\u2029", "\x85"])
def test_line_ends_of_all_kinds(archive: Archive, end: str) -> None:
    archive.put("inbox/a.txt", "\ufeff" + capture().replace("\n", end))
    assert archive.convert().code == 0
    [article] = archive.articles()
    assert article.title == "القطار يعود إلى المحطة"
    assert article.body.count("\n\n") == 2
    check_ledger(archive, article.id)


def test_a_capture_of_one_long_line_is_all_text(archive: Archive) -> None:
    """Some papers' articles are one line; its beginning makes the title and no word of it leaves the text."""
    line = BODY.replace("\n", " ").strip()
    archive.put("inbox/a.txt", line)
    assert archive.convert().code == 0
    [article] = archive.articles()
    assert line.startswith(article.title.rstrip("…")) and len(article.title) < 100
    assert plain(article.body).strip() == line
    check_ledger(archive, article.id)


def test_a_capture_of_a_title_alone_is_no_article(archive: Archive) -> None:
    archive.put("inbox/a.txt", "خبر من سطر واحد لا نص له\n\nشارك\n")
    run = archive.convert()
    assert run.code == 1
    [line] = refusals(run)
    assert line.startswith("docs/sources/inbox/a.txt: ")
    assert not archive.pages()


@pytest.fixture
def seed(archive: Archive, samples: Callable[[str], Path]) -> Iterator[Archive]:
    assert archive.convert("--outlet", "al-fajr", samples(SEED)).code == 0
    yield archive


def test_the_seed(seed: Archive) -> None:
    [article] = seed.articles()
    assert article.title == 'مع بدء معركة الرقة.. الانشقاقات تسقط "داعش"'
    assert article.date is not None
    assert article.date.isoformat() == "2017-06-29T15:01:00+02:00"
    headings = re.findall(r"^##+ .*$", article.body, re.MULTILINE)
    assert headings == [
        '## ارتباك في "داعش" {#ارتباك-في-داعش}',
        "## جواسيس داخل التنظيم {#جواسيس-داخل-التنظيم}",
        "## معركة الرقة {#معركة-الرقة}",
    ]
    assert len([block for block in article.body.split("\n\n") if not block.startswith("#")]) == SEED_PARAGRAPHS
    check_ledger(seed, article.id)


def test_the_seed_reads_the_same_the_second_time(seed: Archive) -> None:
    before = seed.files()
    for page in seed.pages():
        page.unlink()
    assert seed.convert().code == 0
    assert seed.files() == before
