"""Names of months, weekdays and time zones: CLDR's, read through Babel, and the spellings pages use beside.

Babel carries the Gregorian calendar only, so the Islamic and Persian months are written out here after the
CLDR files ar.xml and fa.xml (calendars `islamic` and `persian`), each with its spelling variants.
"""

from functools import cache

from babel import Locale

from khizana.convert.dates.calendars import Calendar
from khizana.convert.dates.words import listed, word_key

# One locale for each family of names: Egypt and the Gulf, Levant and Iraq, Algeria and Tunisia, Morocco,
# Mauritania, Iran, Afghanistan.
_LOCALES = ("ar", "ar_SY", "ar_DZ", "ar_MA", "ar_MR", "fa", "fa_AF")

# Hamza seats, marks and final letters are folded, so only other differences need an entry.
_GREGORIAN_VARIANTS = {
    1: "كانون ثاني|كانون ثان|ك2|جانفييه",
    2: "فيبراير|اشباط",
    4: "ابرايل",
    5: "مايس|نوار",
    6: "يونية",
    7: "يولية|جولية",
    8: "أغسطوس|أوغسطس",
    9: "سيبتمبر",
    10: "أوكتوبر|تشرين أول|ت1",
    11: "نونمبر|تشرين ثاني|تشرين ثان|ت2",
    12: "كانون أول|ك1",
}
_HIJRI = {
    1: "محرم|المحرم|محرم الحرام",
    2: "صفر|صفر الخير",
    3: "ربيع الأول|ربيع أول",
    4: "ربيع الآخر|ربيع الثاني|ربيع آخر|ربيع ثاني|ربيع ثان",
    5: "جمادى الأولى|جمادى الأول|جمادى أولى|جمادى أول|جماد الأول|جماد الأولى|جماد أول",
    6: "جمادى الآخرة|جمادى الآخر|جمادى الثانية|جمادى الثاني|جمادى ثانية|جمادى ثاني|جماد الآخر|جماد الآخرة"
    "|جماد الثاني|جماد الثانية|جماد ثاني",
    7: "رجب|رجب المرجب",
    8: "شعبان|شعبان المعظم",
    9: "رمضان|رمضان المبارك",
    10: "شوال|شوال المكرم",
    11: "ذو القعدة|ذي القعدة|ذا القعدة|القعدة|ذیقعده",
    12: "ذو الحجة|ذي الحجة|ذا الحجة|الحجة|ذیحجه",
}
_JALALI = {
    1: "فروردین",
    2: "اردیبهشت",
    3: "خرداد",
    4: "تیر",
    5: "مرداد|امرداد",
    6: "شهریور",
    7: "مهر",
    8: "آبان",
    9: "آذر",
    10: "دی",
    11: "بهمن",
    12: "اسفند",
}
_WEEKDAY_VARIANTS = {  # Monday is 0, as in datetime
    0: "الاتنين|اثنين",
    1: "الثلثاء|الثلاثا|ثلاثاء",
    2: "الأربعا|أربعاء|چارشنبه",
    3: "خميس|پنج‌شنبه",  # CLDR prints پنجشنبه without the joint
    4: "جمعة|آدینه",
    5: "سبت",
    6: "أحد|یک‌شنبه",
}
_ZONES = (
    "Africa/Algiers|Africa/Cairo|Africa/Casablanca|Africa/Djibouti|Africa/Khartoum|Africa/Mogadishu|"
    "Africa/Nouakchott|Africa/Tripoli|Africa/Tunis|America/New_York|Asia/Aden|Asia/Amman|Asia/Baghdad|"
    "Asia/Bahrain|Asia/Beirut|Asia/Damascus|Asia/Dubai|Asia/Jerusalem|Asia/Kabul|Asia/Kuwait|Asia/Muscat|"
    "Asia/Qatar|Asia/Riyadh|Asia/Tehran|Europe/Berlin|Europe/Istanbul|Europe/London|Europe/Moscow|Europe/Paris"
)
# Capitals and countries that are not the zone's own city. عمان (Amman or Oman) and طرابلس (Libya or Lebanon)
# have two zones each and stay unknown.
_ZONE_VARIANTS = {
    "UTC": "غرينتش|جرينتش|غرينيتش|جرينيتش|غرينويتش|جرينويتش|گرینویچ|العالمي",
    "Asia/Riyadh": "مكة|مكة المكرمة|السعودية|المملكة|المملكة العربية السعودية",
    "Africa/Cairo": "مصر",
    "Asia/Dubai": "الإمارات|أبوظبي|أبو ظبي",
    "Asia/Qatar": "الدوحة",
    "Asia/Bahrain": "المنامة",
    "Asia/Aden": "صنعاء|اليمن",
    "Asia/Muscat": "سلطنة عمان",
    "Asia/Amman": "الأردن",
    "Asia/Beirut": "لبنان",
    "Asia/Damascus": "سوريا|سورية",
    "Asia/Baghdad": "العراق",
    "Asia/Hebron": "فلسطين",
    "Africa/Tripoli": "ليبيا",
    "Africa/Khartoum": "السودان",
    "Africa/Casablanca": "المغرب|الرباط",
    "Asia/Tehran": "إيران|ایران",
}
_TWO_ZONES = ("عمان", "طرابلس")
_LOCAL = "المحلي|محلی"


@cache
def months() -> dict[str, tuple[Calendar, int]]:
    """Every month name, as printed, with its calendar and number."""
    found: dict[str, tuple[Calendar, int]] = {}
    for locale in map(Locale.parse, _LOCALES):
        for number, name in locale.months["format"]["wide"].items():
            found[name] = ("gregorian", number)
    tables: tuple[tuple[Calendar, dict[int, str]], ...] = (
        ("gregorian", _GREGORIAN_VARIANTS),
        ("hijri", _HIJRI),
        ("jalali", _JALALI),
    )
    for calendar, table in tables:
        found |= {name: (calendar, number) for number, names in table.items() for name in listed(names)}
    return found


@cache
def weekdays() -> dict[str, int]:
    """Every weekday name, as printed, with its number (Monday is 0)."""
    days = {name: n for tag in ("ar", "fa") for n, name in Locale(tag).days["format"]["wide"].items()}
    return days | {name: n for n, names in _WEEKDAY_VARIANTS.items() for name in listed(names)}


@cache
def zones() -> dict[str, str]:
    """Every place that `بتوقيت` may name, as printed, with its IANA zone; no zone for local time."""
    places = {Locale(tag).time_zones[zone]["city"]: zone for tag in ("ar", "fa") for zone in listed(_ZONES)}
    unclear = set(map(word_key, _TWO_ZONES))
    places = {place: zone for place, zone in places.items() if word_key(place) not in unclear}
    places |= {place: zone for zone, names in _ZONE_VARIANTS.items() for place in listed(names)}
    return places | dict.fromkeys(listed(_LOCAL), "")
