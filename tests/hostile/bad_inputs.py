"""Every bad or hostile input of the suite, each with a name of its own; `bad_inputs()` makes them anew each time."""

from __future__ import annotations

import os
from pathlib import Path

from tests.hostile.case import BadInput
from tests.hostile.of_bytes import by_bytes
from tests.hostile.of_containers import by_container
from tests.hostile.of_markup import by_markup
from tests.hostile.of_pictures import by_picture
from tests.hostile.of_text import by_text

ROOT = Path(__file__).resolve().parents[2]


def samples_folder() -> Path | None:
    """Where the samples are; without them there are fewer cases."""
    folder = Path(os.environ.get("KHIZANA_SAMPLES", ROOT.parent / "shared" / "samples"))
    return folder if folder.is_dir() else None


def bad_inputs() -> list[BadInput]:
    """All inputs, in a fixed order."""
    samples = samples_folder()
    cases = [*by_bytes(), *by_text(samples), *by_markup(), *by_container(samples), *by_picture()]
    names = [case.name for case in cases]
    assert len(names) == len(set(names)), sorted({name for name in names if names.count(name) > 1})
    return cases
