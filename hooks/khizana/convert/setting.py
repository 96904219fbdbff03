"""What a conversion is given beside the text: what was decided before, and the archive around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from khizana.gazetteer import Gazetteer
from khizana.registry import Outlet


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
