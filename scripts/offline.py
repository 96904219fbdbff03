"""Pack site/ into one file that is unzipped and opened by double-clicking index.html.

python scripts/offline.py [SITE] [ZIP]
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent
# Fixed, so that the same site gives the same bytes: the first moment the format can hold.
MOMENT = (1980, 1, 1, 0, 0, 0)
REGULAR_FILE = 0o100644 << 16


@click.command()
@click.argument("site", default=ROOT / "site", type=click.Path(path_type=Path))
@click.argument("target", default=ROOT / "dist" / "khizana-offline.zip", type=click.Path(path_type=Path))
def main(site: Path, target: Path) -> None:
    """Pack SITE into ZIP, then read it back and compare."""
    if not (site / "index.html").is_file():
        sys.exit(f"{site}: there is no site to pack; run make site")
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.tmp")
    files = sorted(
        (path for path in site.rglob("*") if path.is_file()), key=lambda path: path.relative_to(site).as_posix()
    )
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files:
            entry = zipfile.ZipInfo(f"{target.stem}/{path.relative_to(site).as_posix()}", MOMENT)
            entry.external_attr = REGULAR_FILE
            archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
    _compare(draft, site, len(files))
    draft.replace(target)
    click.echo(f"{target}: {len(files)} files, {target.stat().st_size / 1e6:.1f} MB")


def _compare(draft: Path, site: Path, count: int) -> None:
    with zipfile.ZipFile(draft) as archive:
        names = archive.namelist()
        same = all(archive.read(name) == (site / name.partition("/")[2]).read_bytes() for name in names)
    if not same or len(names) != count or not all(name.isascii() for name in names):
        sys.exit(f"{draft}: what was written is not what is in {site}; try again")


if __name__ == "__main__":
    main()
