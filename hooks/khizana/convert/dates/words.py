"""The words around dates, as folded text is matched against them; every entry is written as it is printed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from khizana.convert.dates.calendars import Calendar
from khizana.convert.dates.fold import fold_name

BEFORE_WORD, AFTER_WORD = r"(?<![^\W\d_])", r"(?![^\W\d_])"  # no letter on that side; digits may touch
AFTER_NUMBER = r"(?<![0-9])(?<![0-9][.:,/-])"  # not within a longer number or row of numbers
GAP = " {0,3}"
JOINT = f"{GAP}[,،/.-]?{GAP}"  # between day, month and year


def word_key(name: str) -> str:
    """The key of a name in a table: folded, without spaces (`كانون الثاني` -> `كانونالثاني`)."""
    return fold_name(name).replace(" ", "")


def listed(names: str) -> tuple[str, ...]:
    """The names of a table entry: `ماي|مايس` -> two."""
    return tuple(names.split("|"))


def any_of(names: Iterable[str]) -> str:
    """A pattern for whole words out of `names`, longest first, spaces inside them optional."""
    folded = sorted({fold_name(name) for name in names}, key=lambda name: (-len(name), name))
    spaced = (" {0,2}".join(map(re.escape, name.split())) for name in folded)
    return f"(?:{'|'.join(spaced)}){AFTER_WORD}"


ERAS: dict[Calendar, tuple[str, ...]] = {
    "gregorian": ("م", "ميلادي", "ميلادية", "ميلاديا", "للميلاد"),
    "hijri": ("ه", "هجري", "هجرية", "هجريا", "للهجرة", "ه.ق", "ه ق", "ق", "قمری", "هجری قمری"),
    "jalali": ("ش", "شمسی", "خورشیدی", "ه.ش", "ه ش", "هجری شمسی", "هجری خورشیدی"),
}
YEAR_WORDS = ("عام", "سنة", "لعام", "لسنة", "من عام", "من سنة", "سال", "ماه", "ماه سال")
MONTH_WORDS = ("من", "شهر", "من شهر", "لشهر")
RANGE_WORDS = ("إلى", "حتى", "و", "تا")


@dataclass(frozen=True)
class Half:
    """A half of the day: printed hours that get twelve more, and whether 12 means midnight.

    `morning` halves contradict hours from 13 on.
    """

    afternoon: range
    midnight: bool
    morning: bool = False


_MORNING = Half(range(0), midnight=True, morning=True)
_NOON = Half(range(1, 4), midnight=False)  # 11:45 ظهرا is before noon
_AFTERNOON = Half(range(1, 12), midnight=False)
_NIGHT = Half(range(6, 12), midnight=True)  # 2:00 ليلا is after midnight

# The day periods of CLDR (ar, fa) and their spellings.
_HALVES = {
    _MORNING: "am|a.m|ص|صباح|صباحا|في الصباح|فجرا|الفجر|قبل الظهر|بعد منتصف الليل|ق.ظ|قبل از ظهر|صبح|بامداد",
    _NOON: "ظهرا|الظهر|ظهر",
    _AFTERNOON: "pm|p.m|م|مساء|في المساء|عصرا|العصر|بعد الظهر|ب.ظ|بعد از ظهر|عصر",
    _NIGHT: "ليلا|في الليل|منتصف الليل|شب|نیمه‌شب",
}
HALF_WORDS = listed("|".join(_HALVES.values()))
HALVES = {word_key(word): half for half, printed in _HALVES.items() for word in listed(printed)}

UPDATED = listed(
    "آخر تحديث|تم التحديث|تم تحديثه|تم تحديث الخبر|تاريخ التحديث|وقت التحديث|تاريخ آخر تحديث|وقت آخر تحديث|"
    "حدث في|حدث بتاريخ|آخر تعديل|تاريخ التعديل|عدل في|updated|last updated|last update|آخرین به‌روزرسانی|"
    "آخرین به روز رسانی|به‌روزرسانی|به روز رسانی|به‌روز شده"
)

# Between the parts of one date.
JOINERS = listed(
    "الموافق|الموافق ل|الموافقة|يوافق|يوافقه|يوم|في|في يوم|بتاريخ|الساعة|على الساعة|عند الساعة|في الساعة|"
    "في تمام الساعة|مطابق با|برابر با|ساعت|در ساعت|at"
)

# What else a date line may carry. نشر also stands for نُشر, its marks are folded away.
LABELS = listed(
    "نشر|نشر في|نشر بتاريخ|نشرت|نشرت في|تم النشر|تم النشر في|تاريخ النشر|وقت النشر|تاريخ ووقت النشر|التاريخ|"
    "تاريخ|تاريخ الإضافة|أضيف في|أضيف بتاريخ|تاريخ الخبر|تاريخ المقال|حرر في|كتب في|published|date|"
    "انتشار|تاریخ انتشار|زمان انتشار|تاریخ|منتشر شده در|تاریخ خبر"
)

# Words before groups of digits that are no dates, and before dotted ones.
NUMBER_WORDS = listed(
    "رقم|أرقام|هاتف|تلفون|تليفون|تلفاكس|جوال|موبايل|محمول|فاكس|حساب|كود|رمز|ردمك|ip|isbn|tel|fax|no|شماره|تلفن"
)
VERSION_WORDS = listed("إصدار|إصدارة|نسخة|version|ver|v|ویرایش")
