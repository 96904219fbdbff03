"""Problems of reading, which the library tells in English, as the check tells them: in both languages.

A message that is not in the table is told in English in both; a test reads every message there is.
"""

from __future__ import annotations

import re

from khizana.check.model import Said
from khizana.problems import Problem

# What is matched is put where the same number stands in braces.
_TABLE = tuple(
    (re.compile(pattern, re.DOTALL), arabic)
    for pattern, arabic in (
        # Of any record.
        (r"not YAML \((.*)\); .*", "ليس هذا YAML سليمًا ({1})؛ ضع النص الذي فيه نقطتان أو علامات بين علامتي تنصيص"),
        (r"must be lines of `key: value`", "يكون سطورًا من «مفتاح: قيمة»"),
        (r"the value of (\S+) cannot be read", "قيمة {1} لا تُقرأ؛ صححها"),
        (r"(\S+) is given twice; keep one", "تكرر {1}؛ أبق واحدًا"),
        (r"unknown key (.*); known are (.*)", "المفتاح {1} غير معروف؛ والمعروف: {2}"),
        (r"(\S+) is missing; add it", "ينقص {1}؛ أضفه"),
        (r"(\S+) must be text \(put it in quotes\)", "قيمة {1} نص؛ ضعها بين علامتي تنصيص"),
        (r"(\S+) must be a list of texts", "قيمة {1} قائمة نصوص"),
        (r"(\S+) must be a list of ids", "قيمة {1} قائمة معرّفات"),
        (r"(\S+) must be an id: .*", "قيمة {1} معرّف: حروف لاتينية صغيرة وأرقام تصلها شرطات"),
        (r"(\S+) must be one of (.*)", "قيمة {1} واحدة من: {2}"),
        (r"is not UTF-8; .*", "ليس الملف UTF-8؛ احفظه كذلك"),
        (r"is not a regular file; .*", "ليس ملفًّا عاديًّا؛ ضع الملف نفسه هنا"),
        (r"id must equal the file's name, (.*)", "المعرّف غير اسم الملف، {1}؛ اجعلهما واحدًا"),
        # Of a page.
        (r"no front matter; .*", "ليس في الملف بيانات المقال؛ تبدأ الصفحة بسطر --- ثم بياناتها"),
        (r"(\S+) must be a date such as (.*)", "قيمة {1} تاريخ مثل {2}"),
        (r"(\S+) must say its zone, such as (.*)", "ينقص {1} فرق التوقيت، مثل {2}"),
        (r"(\S+) is empty; give the article a title", "العنوان فارغ؛ اكتب للمقال عنوانًا"),
        (r"(\S+) must be (\d+); this page is of another format", "قيمة {1} هي {2}؛ والصفحة على صيغة أخرى"),
        (r"(\S+) must hold only (.*)", "ليس في {1} إلا: {2}"),
        (r"(\S+) must hold (.*), each a text in quotes", "في {1} المفاتيح {2}، وقيمة كل منها نص بين علامتي تنصيص"),
        (r"(\S+) must be \{add: \[ids\], drop: \[ids\]\}", "صورة {1} هكذا: add قائمة معرّفات وdrop قائمة معرّفات"),
        (r"lists or quotations are nested too deeply; .*", "قوائم أو اقتباسات متداخلة جدًّا؛ ابسطها"),
        (r"is not a ledger this version reads(?: \((.*)\))?; .*", "ليس سجل تحويل يُقرأ؛ استعده من git"),
        # Of the registry.
        (r"(\S+) must have letters; give the name", "لا حروف في {1}؛ اكتب الاسم"),
        (
            r"(\S+) must be \[latitude, longitude\] in degrees, such as (.*)",
            "قيمة {1} خط العرض ثم خط الطول بالدرجات، مثل {2}",
        ),
        (
            r"(\S+) must be a year, month or day, such as .*",
            "قيمة {1} سنة أو شهر أو يوم، مثل 1956 أو 1956-07 أو ‎-331 لما قبل الميلاد",
        ),
        (r"(\S+) must be a time zone such as (.*)", "قيمة {1} منطقة زمنية مثل {2}"),
        (
            r"(\S+) must be a form such as (.*), of name, place and agency",
            "قيمة {1} صورة مثل {2} من name وplace وagency",
        ),
        (r"(\S+) must be an encoding such as (.*)", "قيمة {1} ترميز مثل {2}"),
        (r"(\S+) must map (.*) to the names of columns", "في {1} أسماء الأعمدة لما يأتي: {2}"),
        (
            r"(\S+) must map names of this record to lists of words, such as (.*)",
            "في {1} لكل اسم من أسماء السجل قائمة ألفاظ، مثل {2}",
        ),
        (r"(\S+) must be a part of the name, or false for never", "قيمة {1} جزء من الاسم، أو false للمنع"),
        (r"(\S+) must be an address that begins with (.*)", "قيمة {1} عنوان يبدأ بـ {2}"),
        (r"(\S+) must be a Wikidata id such as (.*)", "قيمة {1} رقم ويكي بيانات مثل {2}"),
        (r"(\S+) must be a (?:VIAF|GeoNames) number such as (.*)", "قيمة {1} رقم مثل {2}"),
        (r"(\S+) must map files to their SHA-256", "في {1} لكل ملف بصمة SHA-256"),
        (r"(\S+) must be the id of an article", "قيمة {1} معرّف مقال"),
        (r"(\S+) must be a day such as (.*)", "قيمة {1} يوم مثل {2}"),
        (r"(\S+) must be a (?:list of )?SHA-256(?: in quotes)?", "قيمة {1} بصمات SHA-256 بين علامات تنصيص"),
        (r"the name (.*) already belongs to (\S+); .*", "الاسم «{1}» للسجل {2}؛ أبقه في سجل واحد"),
        (r"(\S+) (\S+) already belongs to (\S+); .*", "الرقم {2} في {1} للسجل {3}؛ صححه أو ادمج السجلين"),
        (r"only places have coordinates; .*", "الإحداثيات للأماكن وحدها؛ احذفها أو غيّر النوع"),
        (r"(.*) is no name of this record; .*", "«{1}» ليس من أسماء السجل؛ أضفه إلى aliases أو احذف قاعدته"),
        (r"(\S+) is before (\S+); correct one of them", "تاريخ {1} قبل {2}؛ صحح أحدهما"),
        (r"there is no record (\S+); correct (\S+) or add the record", "لا سجل بالمعرّف {1}؛ صحح {2} أو أضف السجل"),
        (r"(\S+) leads in a circle: (.*)", "يدور {1} حول نفسه: {2}"),
        (r"the id (\S+) is reserved; choose another", "المعرّف {1} محجوز؛ اختر غيره"),
        (
            r"the id (\S+) would be page (\d+) of (\S+); choose another",
            "المعرّف {1} عنوان الصفحة {2} من {3}؛ اختر غيره",
        ),
    )
)  # fmt: skip


def translated(problem: Problem) -> Said:
    """What a problem says, in both languages; its braces are text."""
    english = problem.message.replace("{", "{{").replace("}", "}}")
    for pattern, arabic in _TABLE:
        if found := pattern.fullmatch(problem.message):
            # Numbered holes are filled here; what is put in may hold braces, which are text.
            filled = re.sub(r"\{(\d)\}", lambda hole: found[int(hole[1])] or "", arabic)
            return Said(filled.replace("{", "{{").replace("}", "}}"), english)
    return Said(english, english)
