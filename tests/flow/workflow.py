"""A workflow's jobs run on this machine: its own `run` lines in order, its actions played by a few lines each.

An expression or a condition that a test has not given a value raises KeyError, so that no step is passed over unseen.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = ROOT / ".github" / "workflows"
# Lines that set up a machine, which this one is.
_SET_UP = re.compile(r"^\s*(python -m pip install|sudo apt-get install)\b.*\n?", re.MULTILINE)
_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


class StepError(Exception):
    """A step that ended badly, with what it said."""


@dataclass
class Machine:
    """A runner: the working tree, its temporary folder, the artifacts of the run, and what expressions stand for.

    `passed_over` names steps whose work a test does not look at.
    """

    tree: Path
    temp: Path
    artifacts: Path
    values: dict[str, str]
    conditions: dict[str, bool]
    environment: dict[str, str]
    library: Path
    passed_over: frozenset[str] = frozenset()
    said: list[str] = field(default_factory=list)
    outputs: dict[str, str] = field(default_factory=dict)

    def run(self, workflow: str, job: str) -> None:
        """Run the steps of a job. Raises StepError at the first that fails, after those that run always."""
        steps = load(workflow)["jobs"][job]["steps"]
        self.temp.mkdir(parents=True, exist_ok=True)
        shared = {name: str(value) for name, value in load(workflow)["jobs"][job].get("env", {}).items()}
        failed = ""
        for step in steps:
            always = "always()" in str(step.get("if", ""))
            if (not failed or always) and self._wanted(step):
                try:
                    self._step(step, shared)
                except StepError as error:
                    failed = failed or ("" if step.get("continue-on-error") else str(error))
        if failed:
            raise StepError(failed)

    def _wanted(self, step: dict[str, Any]) -> bool:
        if step.get("name") in self.passed_over:
            return False
        return "if" not in step or self._condition(step["if"])

    def _condition(self, text: str) -> bool:
        """A condition given by the test, or one that compares an output of a step before."""
        if text in self.conditions:
            return self.conditions[text]
        match = re.fullmatch(r"(?:always\(\) && )?(steps\.\S+) == '(\w+)'", text)
        if not match:
            raise KeyError(text)
        return self.outputs.get(match[1], "") == match[2]

    def _step(self, step: dict[str, Any], shared: dict[str, str]) -> None:
        if "run" in step:
            self._shell(step, shared)
        elif "upload-artifact@" in step["uses"]:
            self._upload({key: self._filled(str(value)) for key, value in step["with"].items()})
        elif "download-artifact@" in step["uses"]:
            if not (self.artifacts / step["with"]["name"]).exists():
                raise StepError("there is no such artifact")
            shutil.copytree(self.artifacts / step["with"]["name"], self.tree / step["with"]["path"], dirs_exist_ok=True)

    def _shell(self, step: dict[str, Any], shared: dict[str, str]) -> None:
        told = {name: self.temp / name for name in ("GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_STEP_SUMMARY")}
        told["GITHUB_OUTPUT"].write_text("")
        given = {name: self._filled(str(value)) for name, value in step.get("env", {}).items()}
        kept = told["GITHUB_ENV"].read_text("utf-8").split("\n") if told["GITHUB_ENV"].exists() else []
        environment = {
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(self.library / "hooks"),
            "RUNNER_TEMP": str(self.temp),
            **{name: str(path) for name, path in told.items()},
            **self.environment,
            **shared,
            **dict(line.split("=", 1) for line in kept if line),
            **given,
        }
        script = _SET_UP.sub("", step["run"])
        assert "${{" not in script
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", script],
            cwd=self.tree,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        self.said.append(done.stdout)
        for line in told["GITHUB_OUTPUT"].read_text("utf-8").splitlines():
            name, value = line.split("=", 1)
            self.outputs[f"steps.{step.get('id', '')}.outputs.{name}"] = value
        if done.returncode:
            raise StepError(f"{step.get('name', step['run'])}: {done.stdout}")

    def _upload(self, given: dict[str, str]) -> None:
        source = self.tree / given["path"]
        target = self.artifacts / given["name"]
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        elif source.is_file():
            target.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
        elif given["name"] != "site" or "Build" not in self.passed_over:
            assert given.get("if-no-files-found") == "ignore", f"{source}: nothing to upload"

    def _filled(self, text: str) -> str:
        return _EXPRESSION.sub(lambda match: self._value(match[1]), text)

    def _value(self, expression: str) -> str:
        if expression == "runner.temp":
            return str(self.temp)
        return self.outputs.get(expression, "") if expression.startswith("steps.") else self.values[expression]


def load(name: str) -> dict[str, Any]:
    """A workflow as data."""
    data: dict[str, Any] = yaml.safe_load((WORKFLOWS / f"{name}.yml").read_bytes())
    return data
