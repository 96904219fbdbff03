"""The documents keep up with the tree: every command is named in them, and nobody's machine is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from khizana.article import read_page
from khizana.registry.fields import KINDS
from scripts.flow import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
GUIDES = ("README.md", "CONTRIBUTING.md")
# What people read, and what runs and is read too; texts of the archive may name any path they like.
DOCUMENTS = (
    "*.md", "*.cff", "LICENSE*", "Makefile", "*.yml", "*.toml",
    "docs/*.md", "docs/development/**/*.md", "docs/development/**/*.conf", "docs/editors/*.md",
)  # fmt: skip
MACHINERY = (
    ".ci/*",
    ".github/**/*.yml",
    ".github/**/*.md",
    "hooks/**/*.py",
    "hooks/**/*.html",
    "scripts/**/*.py",
    "scripts/**/*.md",
)
TARGET = re.compile(r"^([a-z-]+):.*## ", re.MULTILINE)
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s]*)(?:#[^)\s]*)?\)")
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|tmp|root|home)(?![\w-])|\.\./(?:shared|\.library)")


def commands() -> Iterator[str]:
    """Every command a person can give, as the documents write it."""
    yield from (f"make {target}" for target in TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")))
    yield from (f"scripts/{path.name}" for path in sorted((ROOT / "scripts").glob("*.py")))


def guides() -> str:
    """What editors and owners read first; an archive of somebody's own may do without one of them."""
    paths = (ROOT / name for name in GUIDES)
    return "\n".join(path.read_text(encoding="utf-8") for path in paths if path.is_file())


def test_every_command_is_named() -> None:
    text = guides()
    assert [command for command in commands() if not re.search(rf"{re.escape(command)}(?![\w-])", text)] == []


def test_no_command_is_named_that_is_not_there() -> None:
    named = set(re.findall(r"`(make [a-z-]+|scripts/\w+\.py)", guides()))
    assert named - set(commands()) == set()


def test_every_step_of_the_workflows_is_explained() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"`{name} " not in text] == []


def test_every_word_of_review_is_explained() -> None:
    """The words stand in the code that doubts; an editor who meets one finds it in the guide."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    used = {
        word
        for page in (ROOT / "docs/articles").rglob("*.md")
        for word in read_page(page.read_text("utf-8"), page).review
    }
    assert sorted(word for word in used if f"| `{word}` |" not in text) == []


def test_links_and_pictures_of_the_papers_are_there() -> None:
    papers = [*ROOT.glob("*.md"), *(ROOT / "docs/development").glob("*.md"), *(ROOT / "docs/editors").glob("*.md")]
    texts = [(paper, FENCED.sub("", paper.read_text("utf-8"))) for paper in papers]
    links = [(paper, link) for paper, text in texts for link in LINK.findall(text) if "://" not in link]
    missing = [(paper.name, link) for paper, link in links if link and not (paper.parent / link).exists()]
    assert missing == []


def test_pictures_of_the_guide_are_small() -> None:
    pictures = sorted((ROOT / "docs/development/pictures").glob("*.png"))
    assert pictures and all(picture.stat().st_size <= 100_000 for picture in pictures)


def test_every_key_of_a_record_is_explained() -> None:
    """Editors learn of a key of the registry from the guide, not from the code."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    keys = {key for fields in KINDS.values() for key in fields}
    assert sorted(key for key in keys if not re.search(rf"(?<![\w-]){key}(?![\w-])", text)) == []


def test_every_bench_is_named() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    modules = sorted((ROOT / "scripts" / "benches").glob("[a-z]*.py"))
    benches = [module.stem for module in modules if "\ndef bench(" in module.read_text("utf-8")]
    assert [name for name in benches if f"`{name}" not in text] == []


def test_no_document_names_a_path_of_some_machine() -> None:
    paths = sorted({path for pattern in DOCUMENTS + MACHINERY for path in ROOT.glob(pattern) if path.is_file()})
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if MACHINE_PATH.search(line)
    ]
    assert found == []
