"""Fixtures that many tests share: archives in a temporary folder, built sites, the samples, a browser."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # so that tests import tests.support and scripts by their names

from scripts.browser import find_browser  # noqa: E402
from tests.support.archive import Archive, fixture_archive, new_archive  # noqa: E402
from tests.support.browser import MISSING, chromium  # noqa: E402

settings.register_profile("khizana", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("khizana")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An archive without articles, for conversions; it cannot be built into a site."""
    return new_archive(tmp_path / "archive", machinery=False)


@pytest.fixture
def converted(tmp_path: Path) -> Archive:
    """The fixture archive, converted, for conversions; it cannot be built into a site."""
    return fixture_archive(tmp_path / "archive", machinery=False)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The fixture archive with its site, built strictly. Not to be changed."""
    archive = fixture_archive(tmp_path_factory.mktemp("built") / "archive")
    run = archive.build()
    assert run.code == 0, run.output
    return archive


@pytest.fixture
def site_copy(built: Archive, tmp_path: Path) -> Archive:
    """A copy of the fixture archive and its site, to be changed and built again."""
    return built.copy(tmp_path / "archive")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium; without one the test is skipped, or fails where CI is set."""
    if find_browser() is None:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with chromium() as found:
        yield found


@pytest.fixture(scope="session")
def samples() -> Callable[[str], Path]:
    """Where a sample is; the test is skipped where the samples are not."""
    folder = Path(os.environ.get("KHIZANA_SAMPLES", ROOT.parent / "shared" / "samples"))

    def find(name: str) -> Path:
        if not (folder / name).exists():
            pytest.skip(f"{folder / name} does not exist; KHIZANA_SAMPLES may name the folder of samples")
        return folder / name

    return find
