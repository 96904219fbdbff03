"""The archive's own settings: `extra.khizana` in mkdocs.yml, one dataclass, defaults included."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from khizana.problems import Problem, ProblemError


@dataclass(frozen=True)
class Settings:
    """`time_zone`: of printed times whose outlet names none. `entries_per_page`: when lists are split, at most 200.

    `latest`: articles on the home page.
    """

    time_zone: str = "UTC"
    entries_per_page: int = 100
    latest: int = 9

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


LARGEST_PAGE = 200


def check_settings(values: Any) -> tuple[str, str] | None:
    """The first setting that is wrong and what is wrong with it, or None."""
    if not isinstance(values, Mapping):
        return "", "must be lines of `name: value`"
    defaults = {field.name: field.default for field in fields(Settings)}
    for name, value in values.items():
        if name not in defaults:
            return name, f"is not a setting; known are {', '.join(defaults)}"
        if type(value) is not type(defaults[name]):
            return name, f"must be a {'number' if isinstance(defaults[name], int) else 'text'}"
    settings = Settings(**values)
    if settings.latest < 0:
        return "latest", "must not be below 0"
    if not 1 <= settings.entries_per_page <= LARGEST_PAGE:
        return "entries_per_page", f"must be from 1 to {LARGEST_PAGE}"
    try:
        ZoneInfo(settings.time_zone)
    except (KeyError, ValueError, OSError):
        return "time_zone", "must be a time zone such as Africa/Cairo"
    return None


def setting_name(name: str) -> str:
    """A setting as it is called in mkdocs.yml."""
    return f"extra.khizana.{name}".rstrip(".")


class _Loader(yaml.SafeLoader):
    """Reads past the tags mkdocs.yml may hold (`!ENV`, `!!python/name`), which settings never use."""


_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


def read_settings(config: Path) -> Settings:
    """The settings in a mkdocs.yml, for commands that run without MkDocs. Raises ProblemError."""
    try:
        document = yaml.load(config.read_bytes(), _Loader)
    except (OSError, yaml.YAMLError) as error:
        raise ProblemError(Problem(config, 0, f"cannot be read ({error}); correct it")) from None
    values = ((document or {}).get("extra") or {}).get("khizana") or {}
    if wrong := check_settings(values):
        raise ProblemError(Problem(config, 0, f"{setting_name(wrong[0])}: {wrong[1]}"))
    return Settings(**values)
