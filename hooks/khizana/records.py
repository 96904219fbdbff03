"""Small YAML records with line numbers: the one way the project reads and writes YAML.

Front matter and registry files are both a flat mapping of known keys. Reading gives plain values or a
ProblemError that names file and line; writing round-trips every text, however hostile.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from khizana.problems import Problem, ProblemError

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# libyaml, which PyYAML's wheels bring along, is ten times faster than the same in Python.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_WIDEST = 2**31 - 1
# What YAML 1.1 readers may take for a line break or refuse to read raw.
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True)
class Field:
    """What a key may hold: `check` gives what is wrong with a value, or None."""

    check: Callable[[object], str | None]
    required: bool = False


def is_text(value: object) -> str | None:
    """A single string; titles such as NO or 12:30 need quotes to be one."""
    return None if isinstance(value, str) else "must be text (put it in quotes)"


def is_texts(value: object) -> str | None:
    """A list of strings, possibly empty."""
    if isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value):
        return None
    return "must be a list of texts"


def is_id(value: object) -> str | None:
    """An ASCII id: small letters and digits, joined by single hyphens."""
    if isinstance(value, str) and ID.fullmatch(value):
        return None
    return "must be an id: small Latin letters and digits joined by hyphens"


def is_ids(value: object) -> str | None:
    """A list of ids, possibly empty."""
    if isinstance(value, list) and all(is_id(item) is None for item in value):
        return None
    return "must be a list of ids"


@dataclass(frozen=True)
class Record:
    """The checked values of one file and the line each key stands on."""

    path: Path
    values: Mapping[str, Any]
    lines: Mapping[str, int]

    def problem(self, key: str, message: str) -> Problem:
        """A problem at the line of `key`."""
        return Problem(self.path, self.lines.get(key, 1), message)


def read_record(text: str, path: Path, fields: Mapping[str, Field], *, first_line: int = 1) -> Record:
    """The values of a YAML mapping, checked; `first_line` is the line of the file `text` begins at.

    Raises ProblemError with all problems, each at its line.
    """
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for line, key, value, wrong in _entries(text, path, first_line):
        if key in values:
            wrong = f"{key} is given twice; keep one"
        elif key not in fields:
            wrong = f"unknown key {key}; known are {', '.join(fields)}"
        elif wrong is None and (broken := fields[key].check(value)):
            wrong = f"{key} {broken}"
        if wrong:
            problems.append(Problem(path, line, wrong))
        values[key], lines[key] = value, line
    missing = [name for name, field in fields.items() if field.required and name not in values]
    problems += [Problem(path, first_line, f"{name} is missing; add it") for name in missing]
    if problems:
        raise ProblemError(*sorted(problems))
    return Record(path, values, lines)


def _entries(text: str, path: Path, first_line: int) -> Iterator[tuple[int, str, object, str | None]]:
    """Line, key, value and what is wrong with it already as YAML."""
    try:
        loader = _LOADER(text)
        node = loader.get_single_node()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = first_line + (mark.line if mark else 0)
        wrong = getattr(error, "problem", None) or "it breaks off"
        raise ProblemError(Problem(path, line, f"not YAML ({wrong}); put texts with : or marks in quotes")) from None
    if not isinstance(node, yaml.MappingNode):
        raise ProblemError(Problem(path, first_line, "must be lines of `key: value`"))
    for key, value in node.value:
        line = first_line + key.start_mark.line
        try:
            yield line, str(key.value), loader.construct_document(value), None
        except (yaml.YAMLError, ValueError, RecursionError):
            yield line, str(key.value), None, f"the value of {key.value} cannot be read"


class _Dumper(_DUMPER):  # type: ignore[misc]
    """PyYAML's safe dumper, with ISO moments and with quotes wherever a reader could stumble."""

    def ignore_aliases(self, data: object) -> bool:
        return True

    def text(self, value: str) -> Any:
        style = '"' if _UNSAFE.search(value) else None
        return self.represent_scalar("tag:yaml.org,2002:str", value, style=style)

    def moment(self, value: datetime) -> Any:
        return self.represent_scalar("tag:yaml.org,2002:timestamp", value.isoformat("T"))


_Dumper.add_representer(str, _Dumper.text)
_Dumper.add_representer(datetime, _Dumper.moment)


def dump_yaml(record: Mapping[str, Any]) -> str:
    """A mapping as YAML in the given key order, Arabic unescaped, one line a scalar."""
    return yaml.dump(dict(record), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDEST)
