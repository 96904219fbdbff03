"""Where every figure comes from: `python scripts/bench.py NAME [ARGS] [--json]`.

Each scripts/benches/NAME.py has a click command `bench`; `--json` prints one nested object with stable keys.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent
BENCHES = ROOT / "scripts" / "benches"


class Benches(click.Group):
    """The benches that there are, found by their files."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(path.stem for path in BENCHES.glob("[a-z]*.py"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"scripts.benches.{cmd_name}").bench
        return command


@click.command(cls=Benches)
def main() -> None:
    """Measure the archive's machinery."""


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))  # so that benches can import each other as scripts.benches
    main()
