"""Original texts for single tests, written for this test suite."""

# What YAML, Markdown or HTML would take for something else than a title.
HOSTILE_TITLES = [
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
BODY = """عاد القطار القديم إلى محطته بعد عشرين سنة، ونزل منه ركاب لم يعرفهم أحد.
وقال ناظر المحطة إن القاطرة صُنعت عام 1931، وإن صفارتها تُسمع من أطراف المدينة كلها.
ويقول من بقي من العمال إنهم كانوا يغسلون العربات كل ليلة بماء البئر ثم يلمّعون نحاسها بالرماد.
"""


def capture(
    title: str = "القطار يعود إلى المحطة", date: str = "الخميس 29/يونيو/2017 - 03:01 م", body: str = BODY
) -> str:
    """An original: title, date, text."""
    return "\n".join(part for part in (title, "", date, "", body) if part or part == "")
