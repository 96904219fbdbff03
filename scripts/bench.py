"""Where every figure comes from: `python scripts/bench.py NAME [ARGS] [--json]`.

Each scripts/benches/NAME.py has a click command `bench`; `--json` prints one nested object with stable keys.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import click

BENCHES = Path(__file__).resolve().parent / "benches"


class Benches(click.Group):
    """The benches that there are, found by their files."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(path.stem for path in BENCHES.glob("[a-z]*.py"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        path = BENCHES / f"{cmd_name}.py"
        spec = importlib.util.spec_from_file_location(f"bench_{cmd_name}", path) if path.is_file() else None
        if spec is None or spec.loader is None:
            return None
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
        command: click.Command = module.bench
        return command


@click.command(cls=Benches)
def main() -> None:
    """Measure the archive's machinery."""


if __name__ == "__main__":
    main()
