"""What a person asks of a conversion, and what is said of each article."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Outcome = Literal["converted", "unchanged", "replaced", "kept", "duplicate", "set aside"]


@dataclass(frozen=True)
class Request:
    """What the person who runs the conversion says of the captures.

    `force` replaces pages edited by hand; `duplicates` publishes articles the archive already has;
    `removals` accepts a conversion that removes more than a rule should. `named`: were the captures named? If
    not, a record of a kept container that was refused when it was captured is no news.
    """

    outlet: str = ""
    url: str = ""
    force: bool = False
    duplicates: bool = False
    removals: bool = False
    named: bool = True


@dataclass(frozen=True)
class Taken:
    """What became of one article: `page` is its page, or for a duplicate the page of the article it repeats."""

    outcome: Outcome
    page: Path
    record: int = 0
