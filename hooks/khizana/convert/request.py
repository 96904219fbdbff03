"""What a person asks of a conversion, and what is said of each article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from khizana.convert.setting import Minted
from khizana.ledger import Ledger

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


def decided_now(request: Request, file: str = "", id: str = "") -> Minted:
    """What is decided of a capture at this moment, before it is read."""
    return Minted(datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), file, id, request.outlet, request.url)


def decided_before(known: Ledger, request: Request) -> Minted:
    """What a ledger says was decided; an outlet or an address it lacks may be given now."""
    source = known.source
    outlet, url = source.outlet or request.outlet, source.url or request.url
    return Minted(known.captured, source.file, known.id, outlet, url, known.sections)
