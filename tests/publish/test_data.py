"""What leaves the archive as data: tables and their description, feeds, JSON-LD, pieces for the filters."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from khizana.publish.data import cell
from khizana.publish.feeds import moment
from khizana.publish.jsonld import entity_data
from khizana.publish.page import File, Site
from khizana.publish.pieces import as_script, pieces
from khizana.publish.rooms import Rooms
from khizana.publish.series import Series
from tests.publish.conftest import ENTITIES, HOSTILE, Make, record
from tests.support.shelves import index_files

ATOM = "{http://www.w3.org/2005/Atom}"


def content(file: File) -> str:
    made = file.render()
    if isinstance(made, bytes):
        return made.decode()
    return made if isinstance(made, str) else "".join(made)


@pytest.fixture
def files(rooms: Rooms) -> dict[str, str]:
    return {file.url: content(file) for file in index_files(rooms)}


def rows(text: str) -> Iterator[dict[str, object]]:
    return (json.loads(line) for line in text.splitlines())


class TestTables:
    def test_entities(self, files: dict[str, str]) -> None:
        text = files["data/entities.csv"]
        assert text.startswith("\ufeffid,type,label,")
        table = {row["id"]: row for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))}
        assert sorted(table) == ["authority", "cairo", "egypt", "opening", "salma"]
        assert table["salma"]["label"] == "سلمى الحداد" and table["salma"]["aliases"] == "الحداد"
        assert (table["salma"]["articles"], table["salma"]["mentions"]) == ("3", "6")
        assert (table["salma"]["first"], table["salma"]["last"]) == ("2016-02-29", "2017-06-29")
        assert (table["cairo"]["latitude"], table["cairo"]["geonames"]) == ("30.04", "360630")
        assert table["authority"]["founded"] == "-331"
        assert table["egypt"]["url"] == "https://a.example/entities/egypt.html"

    def test_mentions_and_articles(self, files: dict[str, str]) -> None:
        mentions = list(rows(files["data/mentions.jsonl"]))
        assert len(mentions) == 11
        assert mentions[0] == {
            "article": "2017-06-29-baaa", "entity": "salma", "date": "2017-06-29", "mentions": 2, "paragraphs": 1,
        }  # fmt: skip
        articles = {row["id"]: row for row in rows(files["data/articles.jsonl"])}
        assert articles["faaaaaaa"]["date"] is None
        assert articles["2016-02-29-daaa"]["title"] == f"عنوان {HOSTILE}"

    def test_articles_for_spreadsheets(self, files: dict[str, str]) -> None:
        text = files["data/articles.csv"]
        assert text.startswith("\ufeffid,title,date,outlet,authors,tags,")
        table = {row["id"]: row for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))}
        assert len(table) == 5
        assert table["2017-06-02-caaa"]["tags"] == "water | culture"
        assert (table["faaaaaaa"]["date"], table["faaaaaaa"]["authors"]) == ("", "سلمى الكاتبة")

    def test_tags_count_those_below_them(self, files: dict[str, str]) -> None:
        tags = {tag["id"]: tag for tag in json.loads(files["data/tags.json"])}
        assert (tags["water"]["articles"], tags["water"]["articles_with_narrower"]) == (2, 3)

    def test_the_package_describes_every_column(self, files: dict[str, str]) -> None:
        package = json.loads(files["data/datapackage.json"])
        fields = {table["path"]: table["schema"]["fields"] for table in package["resources"]}
        tables = {path: [field["name"] for field in columns] for path, columns in fields.items()}
        assert set(tables) == {"entities.csv", "articles.csv", "mentions.jsonl", "articles.jsonl", "tags.json"}
        for path in ("entities.csv", "articles.csv"):
            header = files[f"data/{path}"].removeprefix("\ufeff").split("\r\n")[0]
            assert tables[path] == header.split(",")
        for path in ("mentions.jsonl", "articles.jsonl"):
            assert all(list(row) == tables[path] for row in rows(files[f"data/{path}"]))
        assert all(list(tag) == tables["tags.json"] for tag in json.loads(files["data/tags.json"]))

    @pytest.mark.parametrize(
        ("value", "written"),
        [
            ("=1+1", "'=1+1"), ("+20", "+20".replace("+", "'+")), ("@x", "'@x"), ("-cmd", "'-cmd"), ("\tx", "'\tx"),
            ("-331", "-331"), (-33.4, "-33.4"), ("-331-05", "-331-05"), (None, ""), ("مصر", "مصر"), (0, "0"),
        ],
    )  # fmt: skip
    def test_no_cell_is_a_formula(self, value: object, written: str) -> None:
        assert cell(value) == written


class TestFeeds:
    def test_they_are_atom(self, files: dict[str, str]) -> None:
        feeds = {url for url in files if url.endswith(".xml")}
        assert {"feed.xml", "tags/water.xml", "entities/cairo.xml"} <= feeds
        for url in feeds:
            root = fromstring(files[url])
            assert root.tag == f"{ATOM}feed"
            for parent in (root, *root.iter(f"{ATOM}entry")):
                for name in ("id", "title", "updated"):
                    assert len(parent.findall(f"{ATOM}{name}")) == 1, (url, name)
            ids = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
            assert len(ids) == len(set(ids))

    def test_newest_first_and_only_what_bears_a_date(self, files: dict[str, str]) -> None:
        updated = [one.text for one in fromstring(files["feed.xml"]).iter(f"{ATOM}updated")]
        assert updated == [
            "2017-06-29T15:01:00+02:00", "2017-06-29T15:01:00+02:00", "2017-06-02T00:00:00Z", "2016-02-29T00:00:00Z",
            "2012-01-01T00:00:00Z",
        ]  # fmt: skip
        titles = [one.text for one in fromstring(files["tags/water.xml"]).iter(f"{ATOM}title")]
        assert titles == ["مياه: أرشيف «ن»", "مقال 1", "مقال 2"]

    def test_without_an_address_there_are_none(self, rooms: Rooms) -> None:
        nowhere = Rooms(rooms.catalogue, Site("أ", ""), 100)
        assert not [file.url for file in index_files(nowhere) if file.url.endswith(".xml")]

    def test_moments(self) -> None:
        assert moment("2017-06-29") == "2017-06-29T00:00:00Z"
        assert moment("2017-06-29T15:01:00+00:00") == "2017-06-29T15:01:00Z"


class TestStructuredData:
    @pytest.mark.parametrize("entity", [one for one in ENTITIES if one.id not in ("nobody", "old", "war")])
    def test_types(self, rooms: Rooms, files: dict[str, str], entity: object) -> None:
        id = str(getattr(entity, "id", ""))
        data = json.loads(files[f"entities/{id}.jsonld"])
        types = {"place": "Place", "person": "Person", "organisation": "Organization", "event": "Event"}
        assert data["@context"] == "https://schema.org"
        assert data["@type"] == types[str(getattr(entity, "type", ""))]
        assert data["@id"] == data["url"] == f"https://a.example/entities/{id}.html"

    def test_a_person(self, rooms: Rooms) -> None:
        data = entity_data(rooms.catalogue.registry.entities["salma"], rooms)
        assert (data["birthDate"], data["deathDate"]) == ("1956-07-26", "2016")
        assert data["sameAs"] == ["https://viaf.org/viaf/95216565"]
        assert data["memberOf"] == {
            "@type": "Organization", "name": "هيئة الري", "@id": "https://a.example/entities/authority.html",
        }  # fmt: skip

    def test_a_place(self, rooms: Rooms) -> None:
        data = entity_data(rooms.catalogue.registry.entities["cairo"], rooms)
        assert data["geo"] == {"@type": "GeoCoordinates", "latitude": 30.04, "longitude": 31.24}
        assert data["sameAs"] == ["https://www.wikidata.org/wiki/Q85", "https://www.geonames.org/360630/"]

    def test_years_before_christ_are_left_out(self, rooms: Rooms) -> None:
        assert "foundingDate" not in entity_data(rooms.catalogue.registry.entities["authority"], rooms)

    def test_the_record_as_json(self, files: dict[str, str]) -> None:
        data = json.loads(files["entities/salma.json"])
        assert data["companions"] == {"authority": 2, "cairo": 2, "opening": 1}
        assert data["years"] == {"2017": 2, "2016": 1}


class TestPieces:
    def test_rows(self, files: dict[str, str]) -> None:
        call = re.fullmatch(r"kzPiece\((.*)\);\n", files["entities/salma.js"])
        assert call
        assert json.loads(f"[{call[1]}]") == [
            "salma.js", ["2017-06-29-baaa", "2017-06-02-caaa", "2016-02-29-daaa"], [], [],
        ]  # fmt: skip

    def test_rows_of_later_pages_say_what_to_show(self, make: Make) -> None:
        dated = [record(number, f"{2000 + number % 20}-01-01", ["cairo"]) for number in range(400)]
        rooms = make([*dated, replace(record(500, "", ["cairo"]), id="2001-01-01-xxxx")])
        series = Series("entities/cairo.html", rooms.named["cairo"], 100, described=False)
        [piece] = pieces(series, rooms)
        _, rows, more, outlets = json.loads(f"[{content(piece)[8:-3]}]")
        at_hand = len(series.parts[0].items)
        assert all(isinstance(row, str) for row in rows[:at_hand]) and outlets == ["الفجر"]
        assert rows[-1] == ["2001-01-01-xxxx", "", "مقال 500", 0]
        assert rows[at_hand][1:] == [rows[at_hand][0][:10], rows[at_hand][2], 0]
        assert len(rows) == 401 and more == []

    def test_a_day_that_the_id_does_not_tell(self, make: Make) -> None:
        moved = replace(record(1, "2017-06-29", ["cairo"]), date="2016-05-01")
        rooms = make([moved, replace(record(2, "2017-06-29", ["cairo"]), date="")])
        series = Series("entities/cairo.html", rooms.named["cairo"], 100, described=False)
        [piece] = pieces(series, rooms)
        assert json.loads(f"[{content(piece)[8:-3]}]")[1] == [
            ["2017-06-29-baaa", "2016-05-01"],
            ["2017-06-29-caaa", ""],
        ]

    @given(st.text())
    def test_no_text_leaves_its_place(self, text: str) -> None:
        script = as_script(text)
        assert json.loads(script) == text
        assert not re.search("[<\u2028\u2029\n]", script)
