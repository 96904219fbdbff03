"""What the columns of the data files are: for the data package, and for the page that tells a researcher."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Column:
    """A column: its name, its type as Table Schema has it, what it holds, in Arabic."""

    name: str
    type: str
    words: str


def _texts(**words: str) -> list[Column]:
    return [Column(name.rstrip("_"), "string", text) for name, text in words.items()]


ENTITIES: Sequence[Column] = (
    *_texts(
        id="معرّف العَلَم، وهو اسم صفحته",
        type="نوعه: person أو organisation أو place أو event أو work",
        label="اسمه",
        aliases="أسماء أخرى يُذكر بها، تفصل بينها |",
        latin="اسمه بالحرف اللاتيني",
        description="تعريفه",
        birth="الميلاد",
        death="الوفاة",
        founded="التأسيس",
        dissolved="الحلّ",
        from_="البداية",
        to="النهاية",
        wikidata="رقمه في ويكي بيانات",
        viaf="رقمه في VIAF",
        geonames="رقمه في GeoNames",
    ),
    Column("latitude", "number", "خط العرض بالدرجات"),
    Column("longitude", "number", "خط الطول بالدرجات"),
    Column("articles", "integer", "عدد المقالات التي تذكره"),
    Column("mentions", "integer", "عدد مرات ذكره"),
    Column("first", "date", "تاريخ أول مقال يذكره"),
    Column("last", "date", "تاريخ آخر مقال يذكره"),
    Column("url", "string", "عنوان صفحته"),
)
MENTIONS: Sequence[Column] = (
    Column("article", "string", "معرّف المقال"),
    Column("entity", "string", "معرّف العَلَم"),
    Column("date", "date", "تاريخ المقال"),
    Column("mentions", "integer", "عدد مرات ذكر العَلَم في المقال"),
    Column("paragraphs", "integer", "عدد الفقرات التي تذكره"),
)
ARTICLES: Sequence[Column] = (
    Column("id", "string", "معرّف المقال"),
    Column("title", "string", "عنوانه"),
    Column("date", "string", "تاريخه: يوم، أو يوم وساعة بمنطقتها"),
    Column("outlet", "string", "معرّف المصدر الذي نشره"),
    Column("authors", "array", "كتّابه"),
    Column("tags", "array", "معرّفات وسومه"),
    Column("description", "string", "نبذة عنه"),
    Column("url", "string", "عنوان صفحته"),
)
_TAGS: Sequence[Column] = (
    *_texts(id="معرّف الوسم", label="اسمه", description="ما يجمعه", broader="معرّف الوسم الأعمّ"),
    Column("related", "array", "معرّفات وسوم ذات صلة"),
    Column("articles", "integer", "عدد المقالات التي تحمله"),
    Column("articles_with_narrower", "integer", "عددها مع مقالات الوسوم الأضيق"),
    Column("url", "string", "عنوان صفحته"),
)


def in_cells(columns: Sequence[Column]) -> Sequence[Column]:
    """The same columns in a table of plain cells, where a list is one text."""
    return [
        replace(one, type="string", words=f"{one.words}، بينها |") if one.type == "array" else one for one in columns
    ]


def package(name: str, url: str) -> dict[str, object]:
    """The data package of a site with this name and address."""
    data: dict[str, object] = {
        "profile": "data-package",
        "name": "khizana-archive",
        "title": name,
        "description": "بيانات الأرشيف كما كانت عند بناء الموقع.",
        "resources": [
            _table("entities", "entities.csv", "csv", ENTITIES, keys=("id",)),
            _table("articles-csv", "articles.csv", "csv", in_cells(ARTICLES), keys=("id",)),
            _table("articles", "articles.jsonl", "jsonl", ARTICLES, keys=("id",)),
            _table(
                "mentions",
                "mentions.jsonl",
                "jsonl",
                MENTIONS,
                keys=("article", "entity"),
                leads=(("article", "articles"), ("entity", "entities")),
            ),
            _table("tags", "tags.json", "json", _TAGS, keys=("id",)),
        ],
    }
    return data | ({"homepage": url} if url else {})


def _table(
    name: str,
    path: str,
    format: str,
    columns: Iterable[Column],
    keys: Sequence[str],
    leads: Sequence[tuple[str, str]] = (),
) -> dict[str, object]:
    media = {"csv": "text/csv", "json": "application/json", "jsonl": "application/x-ndjson"}
    schema: dict[str, object] = {
        "fields": [{"name": one.name, "type": one.type, "description": one.words} for one in columns],
        "primaryKey": list(keys),
        "missingValues": [""],
    }
    if leads:
        schema["foreignKeys"] = [
            {"fields": field, "reference": {"resource": resource, "fields": "id"}} for field, resource in leads
        ]
    table = {"name": name, "path": path, "profile": "tabular-data-resource", "format": format}
    return table | {"mediatype": media[format], "encoding": "utf-8", "schema": schema}
