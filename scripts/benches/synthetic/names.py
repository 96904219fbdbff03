"""Made-up names of people, places, organisations, events and works, no two alike when folded.

Given names are those everybody bears; all else is made from roots, in patterns that ordinary words of the made-up
language do not take, so that a name is found only where it was put.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from khizana.arabic import fold
from khizana.registry import EntityType
from scripts.benches.synthetic.language import fill, listed, roots

GIVEN = listed("""
    أحمد محمود علي سالم ناصر خالد يوسف إبراهيم عمر حسن حسين كريم سمير نبيل هاني وليد طارق ماجد رامي فؤاد جمال رشيد
    مريم فاطمة ليلى نادية سعاد هدى سلمى زينب رانيا ندى عائشة آمنة سميرة نجلاء هالة وفاء إيمان ريم دينا لمياء
""")
_FAMILIES = ("ال1و2اني", "ال1ا2و3ي", "ال1ي2ا3ي", "1و2اغلي", "ال12او3ي", "ال1نا23ي", "ال123انجي")
_PLACES = ("1و2ا3يا", "12و3ينا", "1ا23اتا", "12ي3اثا", "1و23ونة", "12ا3ورا", "1ي23امون")
_BEFORE_PLACE = ("", "", "", "", "كفر ", "تل ", "عين ", "دير ", "بيت ", "وادي ")
_BODIES = listed("مؤسسة شركة حزب جامعة اتحاد نقابة جمعية هيئة مجلس معهد بنك نادي صحيفة وكالة منظمة")
_CALLINGS = listed("للتنمية للثقافة للعلوم للتجارة للبحوث للنشر للصناعة للإغاثة للرياضة للفنون")
_EVENTS = listed("معركة مؤتمر اتفاق مهرجان انتفاضة معاهدة هدنة زلزال")
_WORKS = listed("رواية ديوان مسرحية فيلم كتاب أوبرا")
_CONSONANTS = dict(
    zip(
        "بتثجحخدذرزسشصضطظعغفقكلمنهوي",
        listed("b t th j h kh d dh r z s sh s d t z a gh f q k l m n h w y"),
        strict=True,
    )
)
_KINDS: tuple[EntityType, ...] = ("person", "place", "organisation", "event", "work")
_SHARES = (46, 26, 16, 7, 5)


@dataclass(frozen=True)
class Named:
    """A new name: its kind, the ASCII id, the label and what else it is called."""

    id: str
    type: EntityType
    label: str
    latin: str
    aliases: tuple[str, ...] = ()


class Namer:
    """Gives one name after another, always the same ones in the same order."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._roots = roots(random.Random("roots of names"))
        self._forms: set[str] = set()
        self._ids: set[str] = set()

    def next(self) -> Named:
        """A name nobody has yet; the kinds come in the shares of an archive of news."""
        type = self._rng.choices(_KINDS, _SHARES)[0]
        while True:
            made = _MAKERS[type](self)
            forms = {fold(name) for name in (made.label, *made.aliases)}
            if made.id not in self._ids and not forms & self._forms:
                self._ids.add(made.id)
                self._forms |= forms
                return made

    def _person(self) -> Named:
        family, latin = self._coin(_FAMILIES)
        given = self._rng.choice(GIVEN)
        second = f"{self._rng.choice(GIVEN)} " if self._rng.random() < 0.3 else ""
        aliases = (f"{given} {family}",) if second else ()
        return self._named("person", f"{given} {second}{family}", latin, aliases)

    def _place(self) -> Named:
        name, latin = self._coin(_PLACES)
        return self._named("place", self._rng.choice(_BEFORE_PLACE) + name, latin)

    def _organisation(self) -> Named:
        name, latin = self._coin(_FAMILIES)
        short = f"{self._rng.choice(_BODIES)} {name}"
        return self._named("organisation", f"{short} {self._rng.choice(_CALLINGS)}", latin, (short,))

    def _event(self) -> Named:
        name, latin = self._coin(_PLACES)
        return self._named("event", f"{self._rng.choice(_EVENTS)} {name}", latin)

    def _work(self) -> Named:
        name, latin = self._coin(_PLACES)
        return self._named("work", f"{self._rng.choice(_WORKS)} {name}", latin)

    def _coin(self, patterns: tuple[str, ...]) -> tuple[str, str]:
        number, root = self._rng.randrange(len(patterns)), self._rng.choice(self._roots)
        sounds = "a".join(_CONSONANTS[letter] for letter in root)
        return fill(patterns[number], root), f"{sounds}{'aeiouyw'[number]}"

    def _named(self, type: EntityType, label: str, latin: str, aliases: tuple[str, ...] = ()) -> Named:
        id = f"{type[:2]}-{latin}-{_CONSONANTS[self._rng.choice('بدرسنم')]}"
        return Named(id, type, label, latin.capitalize(), aliases)


_MAKERS: dict[EntityType, Callable[[Namer], Named]] = {
    "person": Namer._person,
    "place": Namer._place,
    "organisation": Namer._organisation,
    "event": Namer._event,
    "work": Namer._work,
}
