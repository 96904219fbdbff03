"""What a conversion is given beside the text: what was decided before, and the archive around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from khizana.arabic import fold
from khizana.convert.original import Original
from khizana.gazetteer import Gazetteer, Name
from khizana.problems import Problem, ProblemError
from khizana.registry import Outlet, Registry


@dataclass(frozen=True)
class Minted:
    """What was decided once about a capture and is kept ever after. `file` is empty for a file of its own."""

    captured: str
    file: str = ""
    id: str = ""
    outlet: str = ""
    url: str = ""
    sections: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Setting:
    """What the conversion takes from the archive around it.

    `subjects` finds terms that suggest tags, `tags` maps folded names of tags to ids, `outlet` is the profile,
    `taken` says whether an id is in use, and `removals` allows more to be removed than a rule should.
    """

    zone: ZoneInfo
    subjects: Gazetteer
    tags: Mapping[str, str] = field(default_factory=dict)
    outlet: Outlet = field(default_factory=lambda: Outlet("", ""))
    taken: Callable[[str], bool] = lambda id: False
    removals: bool = False


class Surroundings:
    """The registry made ready for conversions. `zone` holds for outlets that name none of their own."""

    def __init__(self, registry: Registry, zone: ZoneInfo) -> None:
        self.registry = registry
        self.zone = zone
        tags = registry.tags.values()
        self._subjects = Gazetteer(Name(term, tag.id) for tag in tags for term in (tag.label, *tag.terms))
        self._tags = {fold(name): tag.id for tag in tags for name in (tag.id, tag.label)}

    def __reduce__(self) -> tuple[type[Surroundings], tuple[Registry, ZoneInfo]]:
        """To another machine goes what it is made of."""
        return Surroundings, (self.registry, self.zone)

    def setting(self, original: Original, outlet: str, taken: Callable[[str], bool], *, removals: bool) -> Setting:
        """The setting of one conversion. Raises ProblemError where the outlet is not in the registry."""
        profile = self.registry.outlets.get(outlet)
        if outlet and not profile:
            record = f"docs/registry/sources/{outlet}.yml"
            raise ProblemError(Problem(original.path, 0, f"is of an unknown outlet, {outlet}; add {record}"))
        return Setting(
            zone=ZoneInfo(profile.time_zone) if profile and profile.time_zone else self.zone,
            subjects=self._subjects,
            tags=self._tags,
            outlet=profile or Outlet("", ""),
            taken=taken,
            removals=removals,
        )
