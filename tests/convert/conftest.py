"""What several tests of conversion begin with."""

from __future__ import annotations

import pytest

from tests.support.archive import Archive


@pytest.fixture
def river(converted: Archive) -> str:
    """The id of the fixture article that is shaped like the seed."""
    return converted.article("الساقيةَ الكبرى").id
