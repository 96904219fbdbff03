"""One bad input through the command an editor runs, and what is to be said of the way it was handled."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from khizana.layout import Layout
from scripts.build import main as build_script
from tests.hostile.case import BadInput
from tests.hostile.whole import examine

SECONDS_PER_MB = 10.0
_REFUSED = re.compile(r"(\d+) refused")
_LEAST_WORDS = 3
_LONGEST_LINE = 700


@dataclass(frozen=True)
class Handled:
    """How one input was handled: `wrong` says what was not as it must be."""

    wrong: tuple[str, ...]
    seconds: float
    traceback: bool = False
    pages: int = 0
    refused: int = 0
    unexplained: int = 0


def handle(case: BadInput, folder: Path, *options: str) -> Handled:
    """Put the input into a folder of its own beside an empty archive, convert it and look at everything."""
    root = folder / "archive"
    (root / "docs").mkdir(parents=True)
    (root / "mkdocs.yml").write_text("site_name: bad inputs\n", encoding="utf-8")
    path = case.put(folder / "captures")
    begun = time.process_time()  # of this process alone: what else the machine does is not the input's doing
    result = CliRunner().invoke(build_script, ["convert", "--root", str(root), *options, "--", str(path)])
    seconds = time.process_time() - begun
    if result.exception and not isinstance(result.exception, SystemExit):
        return Handled((f"traceback: {result.exception!r}",), seconds, traceback=True)
    found, counted = examine(Layout(root)), _REFUSED.search(result.output)
    refused = int(counted[1]) if counted else 0
    wrong = [*found.wrong, *_unclear(result.output, path), *_unwanted(case.wanted, refused, found.pages)]
    if seconds > SECONDS_PER_MB * max(1.0, len(case.data) / 1e6):
        wrong.append(f"took {seconds:.1f} s")
    if (result.exit_code == 0) != (refused == 0):
        wrong.append(f"exit code {result.exit_code} with {refused} refused")
    return Handled(tuple(wrong), seconds, False, found.pages, refused, found.unexplained)


def _unwanted(wanted: str, refused: int, pages: int) -> Iterator[str]:
    if wanted == "refused" and not refused:
        yield "should be refused"
    if wanted == "converted" and not pages:
        yield "should be converted"


def _unclear(output: str, path: Path) -> Iterator[str]:
    """Every refusal is one line that begins with the file and says why; the last line counts them."""
    lines = [line for line in output.split("\n") if line.strip() and not line.startswith("Converting")]
    counted = _REFUSED.search(lines[-1]) if lines else None
    refusals = [line for line in lines[:-1] if " is the same article as " not in line]
    if len(refusals) != (int(counted[1]) if counted else 0):
        yield f"{len(refusals)} lines for {counted and counted[1]} refusals: {refusals[:3]}"
    for line in refusals:
        if not _names(line, path):
            yield f"the line does not name the file: {line[:200]!r}"
        elif len(line.split(": ", 1)[-1].split()) < _LEAST_WORDS or len(line) > _LONGEST_LINE + len(str(path)):
            yield f"the line gives no short reason: {line[:200]!r}"
        if re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]|Traceback|Errno|object at 0x", line):
            yield f"the line is not one a person reads: {line[:200]!r}"


def _names(line: str, path: Path) -> bool:
    """A name with signs that would break or turn the line round may be told in another way, so its folder will do."""
    return line.startswith((str(path), str(path.parent)))
