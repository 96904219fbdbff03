"""Texts with a trap in the title, the body or someone's own Markdown and front matter."""

# ruff: noqa: E501 - a table of cases is read by its cases, however wide they are

from __future__ import annotations

import json
from pathlib import Path

from tests.hostile.case import LINES, TITLE, Cases, records, text, titled, with_body
from tests.support.capture import BODY, capture

# What naive conversion lost, changed or ran: see hostile-input.md.
TRAPS = [
    "[المصدر]: رويترز", "[المصدر]: http://a.example 'ب'", "2017. كانت سنة", "١. أولا", "1) بند", "BBC: عنوان", "http://a.example/ب",
    "<textarea>ما بقي", "<script>__hit()</script>", "<!-- ما بقي", "<![CDATA[ ما ]]>", "<?php echo 1 ?>", "<plaintext>ما", "</div></body>",
    "{: onclick=__hit()}", "نص {: .a #b onclick=__hit() }", "{#id}", "## عنوان {#id}", "{.class}", "&#x202e;مقلوب", "&lt;script&gt;", "&amp;amp;",
    "--8<-- \"mkdocs.yml\"", "--8<--\n.git/config\n--8<--", "{% include 'mkdocs.yml' %}", "{{ config }}", "${PATH}", "*[HTML]: x", "[^1]: حاشية", "نص[^1]",
    "[^1]", "[^الف]: ب", "!!! note \"x\"", "??? tip", "=== \"لسان\"", ":::python", "```python\nprint()\n```", "~~~\nx\n~~~", "    أربع مسافات", "\tجدولة",
    "|أ|ب|\n|-|-|\n|١|٢|٣|٤|", "| a | b", "---", "***", "___", "- - -", "===", "- بند\n    - بند\n        - بند", "* بند", "+ بند", "> قول\n> آخر",
    ">>> قول", "# عنوان", "###### عنوان", "#وسم", "#", "عنوان\n=====", "عنوان\n-----", "**غليظ", "*مائل", "_سفلي_", "`رمز", "~~ش~~", "==x==", "^^x^^", "H~2~O",
    "[a](javascript:__hit())", "![a](x\" onerror=\"__hit())", "[a]: javascript:__hit()", "<javascript:__hit()>", "<http://a.example>", "www.example.com", "a@b.example",
    "[[ويكي]]", "[TOC]", "[x] مهمة", "- [ ] مهمة", ":smile:", "$x^2$", "$$\\int$$", "\\(x\\)", "\\[x\\]", "\\", "\\\\", "\\*", "نص\\", "نص  ", "a\\\nb", "(c) (tm) -->", "++Ctrl++",
    "<b>غليظ</b>", "<a href=x>", "< نص >", "5 < 6 > 4", "<<<<<<< HEAD", "=======", ">>>>>>> main", "STX\x02klzzwxh:0001\x03ETX", "\x02wzxhzdk:0\x03", "\x02amp\x03", "\x02" + "qq3936677670287331zz" + "\x03",
    "klzzwxh:0001", "zz1337820767766393qq", "\x0242\x03", "%zz %00 %0a", "\u2028سطر\u2029فقرة\u0085سطر", "\x0b\x0cنص", "\ufeffنص", "نص\u200bنص", "\u200e\u200f\u061cنص",
]  # fmt: skip
YAML_TRAPS = [
    "عاجل: انفجار", '"داعش" ينهار', "'قول' قاله", "NO", "yes", "null", "~", "12:30:45", "2017-06-29", "1_000", "0o14", "0x1f", "1e3", ".inf", ".nan", "#وسم", "نص #وسم",
    "- نص", "? نص", ": نص", "نص:", "{a: b}", "[a, b]", "!!python/object/apply:os.system [id]", "!tag نص", "&a نص", "*a", "| نص", "> نص", "%YAML 1.2", "@نص", "`نص`", "---", "...",
    "نص\u2028title: آخر", "نص\u0085id: x", "نص\ntitle: آخر", "😀 خبر", "نص\x7f\x80", "نص\ufffe", "<<", "=", "نص\\n", '"', "'", "\\", "{{x}}", "true", "On", "1.0", "+1", "٠١٢", "نص  ", "\tنص", ",", "نص, آخر",
]  # fmt: skip
BIDI = {
    "override": "\u202eعنوان مقلوب", "override closed": "\u202eعنوان\u202c مقلوب", "embedding": "\u202b" * 130 + "عنوان", "isolate": "\u2067عنوان",
    "closers only": "عنوان\u202c\u202c\u2069\u2069", "crossed": "\u2067\u202eعنوان\u2069\u202c", "trojan source": "/*\u202e } \u2066if (مدير)\u2069 \u2066 begin */",
    "marks": "\u200f\u200eعنوان\u061c", "nested": "\u2066\u2067\u2068" * 50 + "عنوان", "override in a word": "عن\u202eوا\u202cن",
}  # fmt: skip
PUNCTUATION = ["...", "؟!", "***", "---", "«»", "\"\"", "*", "#", "؟", "—", "()", "[]", "{}", "<>", "\\", "/", "|", "،", "؛", "٪", "🙂", "ـــ", "\u0651", "\u064b\u064c", "1", "١", "\u200d", "\u00ad", "\u2060", "\u3164", "\u115f"]  # fmt: skip
UNSEEN = [
    "\u200b",
    "\u200c\u200d",
    "\u2060",
    "\u200e\u200f",
    "\ufeff",
    "\u00ad",
    "\u034f",
    "\u180e",
    "\u3164",
    "\U000e0041",
    "\u2800",
    "\x07\x08",
    "\u00a0",
    "\u202e\u202c",
    "\ufe0f",
]
FURNITURE = [
    "شارك\nطباعة\nتويتر\nفيسبوك\n",
    "الرئيسية\nأخبار\nرياضة\n",
    "جميع الحقوق محفوظة\n",
    "اقرأ أيضًا: خبر آخر\nاقرأ أيضا: خبر\n",
    "الخميس 29/يونيو/2017 - 03:01 م\n",
    "كتب: سالم الحداد\n",
    "http://a.example\n",
]
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{b}: &{b} [*{a},*{a},*{a},*{a},*{a},*{a},*{a},*{a},*{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
MATTERS = {
    "aliases that multiply": BOMB, "alias of itself": "title: &a [*a]\n", "merge keys": "base: &b {title: س}\n<<: *b\n", "a Python object": "title: !!python/object/apply:os.system ['id']\n",
    "no mapping": "- a\n- b\n", "a scalar": "عنوان\n", "title twice": "title: أ\ntitle: ب\n", "a list as title": "title: [أ, ب]\n", "a mapping as title": "title: {a: b}\n",
    "a number as title": "title: 12\n", "no title": "title:\n", "an unclosed quote": 'title: "عنوان\n', "tabs": "title:\tعنوان\n\ttags: x\n", "deep brackets": "title: " + "[" * 2000 + "\n", "deep mappings": "".join(f"{' ' * n}a:\n" for n in range(400)),
    "a huge date": "title: س\ndate: 99999999-99-99\n", "a zone": "date: 2017-06-29T00:00:00+99:99\ntitle: س\n", "a huge number": f"title: س\ndate: {'9' * 5000}\n", "binary": "title: !!binary gIGC\n", "a set": "title: !!set {a, b}\n",
    "a complex key": "? [a, b]\n: c\ntitle: س\n", "our own record": "title: س\nid: 2017-06-29-aaaa\nformat: 1\nsource: {file: ../../etc/passwd, sha256: x}\n", "a script": "title: <script>__hit()</script>\nurl: javascript:__hit()\n",
    "directives": "%TAG ! tag:x,2000:\n", "many documents": "title: أ\n--- \ntitle: ب\n", "NEL": "title: نص\u0085id: x\n", "an anchor in a key": "&a title: س\n", "very long": "title: " + "ا" * 60_000 + "\n",
}  # fmt: skip


def by_text(samples: Path | None) -> Cases:
    """All of this room; `samples` is the folder of the samples, if it is there."""
    for number, trap in enumerate((*TRAPS, *YAML_TRAPS)):
        yield text(f"title trap {number}", titled(trap))
        yield text(f"body trap {number}", with_body(trap))
    for number, trap in enumerate(TRAPS):
        yield text(f"Markdown trap {number}", f"# {TITLE}\n\n{LINES[0]}\n\n{trap}\n\n{LINES[1]}\n", "own.md")
    for name, words in BIDI.items():
        yield text(f"bidi title {name}", titled(words))
        yield text(f"bidi body {name}", with_body(words))
        yield text(f"bidi record {name}", records({"title": words, "author": words, "tags": words}), "bidi.jsonl")
    for words in PUNCTUATION:
        yield text(f"title of {words[:4]!a} only", titled(words))
    for words in UNSEEN:
        yield text(f"only {words[:4]!a}", words * 30)
        yield text(f"title {words[:4]!a}", titled(words))
    for number, words in enumerate(FURNITURE):
        yield text(f"furniture {number}", words)
        yield text(f"furniture {number} often", words * 500)
    for name, matter in MATTERS.items():
        yield text(f"front matter: {name}", f"---\n{matter}---\n\n{BODY}", "matter.md")
    yield text("all traps in fields", _fields(), "fields.jsonl")
    yield from _sizes()
    yield from _naughty(samples)


def _fields() -> str:
    return records(
        *(dict.fromkeys(("title", "author", "date", "url", "tags", "outlet"), trap) for trap in (*TRAPS, *YAML_TRAPS))
    )


def _sizes() -> Cases:
    yield text("title of 3,000 letters", titled("ع" * 3000))
    yield text("title of 3,000 words", titled("عنوان " * 3000))
    yield text("a line of 2 MB", capture(body="كلمة " * 220_000))
    yield text("a word of 1 MB", capture(body="ك" * 500_000))
    yield text("marks without a letter", capture(body="\u0651" * 100_000))
    yield text(
        "10,000 headings",
        "\n\n".join(f"## عنوان {n}\n\nفقرة قصيرة من النص رقم {n} تنتهي هنا." for n in range(10_000)),
        "headings.md",
    )
    yield text(
        "10,000 lines with colons",
        capture(body="".join(f"عنوان {n}:\nفقرة من النص تنتهي بنقطة.\n" for n in range(5_000))),
    )
    yield text("100,000 empty lines", titled(TITLE) + "\n" * 100_000 + LINES[0])
    yield text("20,000 lines of one letter", titled(TITLE) + "ا\n" * 20_000)
    yield text("lists 1,000 deep", "# س\n\n" + "".join(f"{' ' * 2 * n}- بند\n" for n in range(1000)), "lists.md")
    yield text("quotations 5,000 deep", "# س\n\n" + ">" * 5000 + " قول\n\n" + BODY, "quotes.md")
    for name, words in (("brackets", "[" * 20_000), ("links", "[a](b)" * 5000), ("stars", "*a " * 10_000), ("ticks", "`" * 20_000), ("underscores", "_a_" * 10_000), ("pictures", "![" * 10_000), ("backslashes", "\\" * 30_001), ("ampersands", "&#" * 10_000), ("footnotes", "[^1]" * 5000), ("angles", "<" * 20_000), ("parentheses", "(" * 20_000), ("dates", "29/6/2017 " * 5000), ("digits", "1" * 100_000), ("dots", "." * 100_000), ("spaces", "ا" + " " * 200_000 + "ب"), ("quotes", "«" * 20_000), ("dashes", "-" * 50_000), ("years", "سنة 1999 " * 10_000), ("colons", "أ: " * 20_000)):  # fmt: skip
        yield text(f"many {name}", with_body(words))
        yield text(f"many {name} in Markdown", f"# {TITLE}\n\n{BODY}\n\n{words}\n", "many.md")
        yield text(f"title of many {name}", titled(words[:6000]))


def _naughty(samples: Path | None) -> Cases:
    """The big list of naughty strings and the examples of CommonMark, every one a record or an article's body."""
    for name, key in (("blns.json", ""), ("commonmark.json", "markdown")):
        path = samples / "hostile" / name if samples else None
        if path and path.is_file():
            strings = [item[key] if key else item for item in json.loads(path.read_bytes())]
            yield text(f"{name} as titles", records(*({"title": one} for one in strings)), "titles.jsonl")
            yield text(
                f"{name} as texts",
                records(*({"content": f"{LINES[0]}\n{one}\n{LINES[1]}"} for one in strings)),
                "texts.jsonl",
            )
            yield text(
                f"{name} as fields",
                records(*({"author": one, "url": one, "tags": one, "date": one} for one in strings)),
                "fields.jsonl",
            )
            yield text(f"{name} as Markdown", f"# {TITLE}\n\n{LINES[0]}\n\n" + "\n\n".join(strings), "own.md")
            yield text(f"{name} as a text", titled(TITLE) + "\n".join(strings))
