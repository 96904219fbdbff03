"""The site of a whole archive made again and again with `make site`, and compared with one made from nothing."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path

from scripts.benches.looked.rebuilt import Faults, differences, seen, where
from scripts.benches.peers.measure import FailedError
from scripts.benches.peers.peer import Builder

# What must not matter to a build.
_ELSEWHERE = {"LC_ALL": "C", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "KHIZANA_PROCESSES": "1"}
_OTHER_DAY = ["faketime", "2031-02-03 04:05:06"]
_MADE = shutil.ignore_patterns("site", ".site.*", ".khizana")


@dataclass
class Made:
    """The builds of one archive; `faults` must stay empty."""

    builder: Builder | None
    clean: Path
    faults: Faults = field(default_factory=Faults)
    builds: int = 0
    comparisons: int = 0

    def build(self, told: str) -> None:
        """Make the site after an edit."""
        assert self.builder
        try:
            self.builder.build()
        except FailedError as error:
            self.faults.add(f"{told}: {error}")
        self.builds += 1

    def compare(self, told: str) -> None:
        """Make a copy of the archive from nothing, elsewhere and on another day, and compare byte for byte."""
        assert self.builder
        shutil.copytree(self.builder.folder, self.clean, ignore=_MADE)
        command = [*(_OTHER_DAY if shutil.which(_OTHER_DAY[0]) else []), *map(str, self.builder.command)]
        environment = {**self.builder.environment, **_ELSEWHERE, "PYTHONPATH": str(self.clean / "hooks")}
        builder = replace(
            self.builder, folder=self.clean, command=command, output=self.clean / "site", environment=environment
        )
        try:
            builder.build()
            for url, fault in differences(seen(builder.output), seen(self.builder.output)):
                place = where(builder.output / url, self.builder.output / url)
                self.faults.add(f"{told}: {url} {fault}{place}")
        except FailedError as error:
            self.faults.add(f"{told}, clean: {error}")
        shutil.rmtree(self.clean)
        self.comparisons += 1
