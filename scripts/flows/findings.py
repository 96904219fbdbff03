"""What scripts/check.py printed as JSON, as findings of a preview."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from scripts.flows.model import LONGEST, Finding, Level


def read_findings(path: Path) -> Iterator[Finding]:
    """The findings in a file; none where there is no such file or nothing in it."""
    printed = path.read_bytes() if path.is_file() else b""
    rows: list[dict[str, Any]] = json.loads(printed) if printed.strip() else []
    for row in rows:
        level: Level = row["level"] if row["level"] in get_args(Level) else "notice"
        yield Finding(row["path"][:400], max(0, row["line"]), level, row["rule"][:400], row["message"][:LONGEST])
