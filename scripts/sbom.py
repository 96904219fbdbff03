"""What the site is made with, as a software bill of materials: CycloneDX 1.6, from the lock file and nothing else.

    python scripts/sbom.py [TARGET]         dist/sbom.cdx.json unless TARGET is given

The lock file names each package with its version, its hashes and what asked for it, so the bill is the same on every
machine and needs no network. https://cyclonedx.org/docs/1.6/json/
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from khizana.files import write_whole

ROOT = Path(__file__).resolve().parent.parent
_PACKAGE = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;\\]+)(?: ; (?P<marker>[^\\\n]+?))?(?: \\)?$")
_HASH = re.compile(r"^\s+--hash=sha256:(?P<hash>[0-9a-f]{64})")
_VIA = re.compile(r"^\s+#(?:\s+via)?\s+(?P<name>[\w.-]+)(?: \(pyproject\.toml\))?$")


@dataclass(frozen=True)
class Package:
    """A locked package: `via` names what asked for it, `marker` says where it is needed, if not everywhere."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]
    via: tuple[str, ...]

    @property
    def purl(self) -> str:
        """Its package URL (https://github.com/package-url/purl-spec)."""
        return f"pkg:pypi/{re.sub(r'[-_.]+', '-', self.name).lower()}@{self.version}"


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("target", default=ROOT / "dist" / "sbom.cdx.json", type=click.Path(path_type=Path))
def main(target: Path) -> None:
    """Write the bill of materials to TARGET."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    packages = list(read_lock((ROOT / "requirements.lock").read_text("utf-8")))
    write_whole(target, json.dumps(bill(project, packages), ensure_ascii=False, indent=1) + "\n")
    click.echo(f"{target}: {len(packages)} packages")


def read_lock(text: str) -> Iterator[Package]:
    """The packages of a lock file that `uv pip compile --generate-hashes` wrote, in its order."""
    for rows in re.split(r"\n(?=[\w.-]+==)", text):
        lines = rows.split("\n")
        if match := _PACKAGE.match(lines[0]):
            hashes = tuple(found["hash"] for line in lines if (found := _HASH.match(line)))
            via = tuple(found["name"] for line in lines if (found := _VIA.match(line)))
            yield Package(match["name"], match["version"], match["marker"] or "", hashes, via)


def bill(project: dict[str, Any], packages: list[Package]) -> dict[str, Any]:
    """The bill of materials of a project and its packages; no time and no serial number, so that it is reproducible."""
    root = {
        "type": "application",
        "bom-ref": project["name"],
        "name": project["name"],
        "version": project["version"],
        "licenses": [{"license": {"id": project["license"]}}],
    }
    refs = {package.name: package.purl for package in packages} | {project["name"]: project["name"]}
    asked = {ref: sorted(package.purl for package in packages if name in package.via) for name, ref in refs.items()}
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": root},
        "components": [_component(package) for package in packages],
        "dependencies": [{"ref": ref, "dependsOn": found} for ref, found in asked.items()],
    }


def _component(package: Package) -> dict[str, Any]:
    """A package as a component. A lock names the hashes of all files of a release, any of which may be installed."""
    hashes = [{"alg": "SHA-256", "content": digest} for digest in package.hashes]
    url = f"https://pypi.org/project/{package.name}/{package.version}/#files"
    marker = [{"name": "khizana:marker", "value": package.marker}] if package.marker else []
    return {
        "type": "library",
        "bom-ref": package.purl,
        "name": package.name,
        "version": package.version,
        "purl": package.purl,
        "externalReferences": [{"type": "distribution", "url": url, "hashes": hashes}],
        "properties": marker,
    }


if __name__ == "__main__":
    main()
