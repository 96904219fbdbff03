"""What MkDocs is shown of docs/: all but the rooms it would only walk through.

It makes an object of every file below docs_dir before it asks which of them are excluded: some seconds for a large
archive. So it is given a folder of links to everything but articles, originals and the registry.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from khizana.layout import Layout

_NOT_SHOWN = ("articles", "sources", "registry")


def shown_docs(layout: Layout, docs: Path) -> Path:
    """The folder for MkDocs to read; docs/ itself where the system makes no links."""
    shown = layout.cache / "docs"
    try:
        shutil.rmtree(shown, ignore_errors=True)
        shown.mkdir(parents=True)
        for path in docs.iterdir():
            if path.name not in _NOT_SHOWN:
                (shown / path.name).symlink_to(path, target_is_directory=path.is_dir())
    except OSError:
        return docs
    return shown
