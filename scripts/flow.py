"""What the workflows call: from an issue form to a pull request, and a summary of what a pull request changes.

    form EVENT DIR           an issue form's payload becomes a capture in DIR
    add DIR                  convert that capture
    convert DIR              convert what lies in the inbox
    scope BASE               texts and records only since the revision BASE, or the machinery too?
    check BASE DIR           scripts/check.py on what changed since BASE
    preview BASE DIR         what changes for readers since BASE
    bundle DIR               pack what changed below docs/ for another job to deliver
    deliver DIR KIND         a bundle becomes a branch and a pull request (token needed)
    comment DIR              a preview becomes the one comment of its pull request (token needed)
    dead DIR                 links that lead nowhere become one issue (token needed)

Those without a token run on texts of strangers. Those with one take what the others left as hostile data: read,
checked, escaped, never run. Each scripts/flows/NAME.py has a click command `command`.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = ("form", "add", "convert", "scope", "check", "preview", "bundle", "deliver", "comment", "dead")


class Flows(click.Group):
    """The commands that there are, each imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"scripts.flows.{cmd_name}").command
        return command


@click.command(cls=Flows)
def main() -> None:
    """Steps of the workflows in .github/workflows."""


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))  # so that commands import each other as scripts.flows
    main()
