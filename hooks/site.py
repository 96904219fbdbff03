"""The only file that knows MkDocs: its events, in the order of a build.

MkDocs reads the hand-written pages and renders, for each room and depth, one shell of the theme; articles and
indexes are rendered by the library and written into those shells at the end. The site is built beside the
one that stands and takes its place only when everything is right.
"""

from __future__ import annotations

import logging
import shutil
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError, PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import CountHandler

from khizana import arabic
from khizana.catalogue.catalogue import Catalogue, build_catalogue
from khizana.layout import Layout
from khizana.problems import Problem, ProblemError
from khizana.publish.articles import Site
from khizana.publish.folder import Folder, building_folder, building_path, put_in_place
from khizana.publish.home import home_body
from khizana.publish.links import Links
from khizana.publish.page import Page as LibraryPage
from khizana.publish.shells import SLOTS, Nonce, Shell, make_shell
from khizana.publish.site import STAND_INS, index_pages, write_site
from khizana.publish.urls import article_url
from khizana.registry import read_registry
from khizana.settings import Settings, check_settings, setting_name

log = logging.getLogger("mkdocs.hooks.khizana")
HOME = "index.md"


class _LibraryFile(File):
    """What the library publishes, so that hand-written pages can link to it and MkDocs neither reads nor copies it."""

    def is_documentation_page(self) -> bool:
        return False

    def copy_file(self, dirty: bool = False) -> None:
        pass


@dataclass
class _Build:
    """One build from start to end; the preview server makes a new one for every change."""

    layout: Layout
    settings: Settings
    site: Site
    target: Path | None
    preview: bool
    warnings: CountHandler
    nonce: Nonce = field(default_factory=Nonce)
    shells: dict[tuple[str, int], Shell] = field(default_factory=dict)
    contents: dict[str, str] = field(default_factory=dict)
    catalogue: Catalogue | None = None
    indexes: list[LibraryPage] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    assets: dict[str, str] = field(default_factory=dict)
    problems: int = 0


_preview = False
_target: Path | None = None
_build: _Build


def on_startup(command: str, dirty: bool) -> None:
    global _preview
    _preview = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    global _build, _target
    values = config.extra.get("khizana") or {}
    if wrong := check_settings(values):
        raise ConfigurationError(f"{setting_name(wrong[0])}: {wrong[1]}")
    config.mdx_configs.setdefault("toc", {})["slugify"] = lambda text, separator: arabic.slug(text)
    site_url = config.site_url or ""
    edit = f"{config.repo_url.rstrip('/')}/{config.edit_uri.lstrip('/')}" if config.repo_url and config.edit_uri else ""
    warnings = CountHandler()
    warnings.setLevel(logging.WARNING)
    logging.getLogger("mkdocs").addHandler(warnings)
    _target = None if _preview else Path(config.site_dir)
    _build = _Build(
        layout=Layout(Path(config.config_file_path).parent),
        settings=Settings(**values),
        site=Site(config.site_name, site_url.rstrip("/") + "/" if site_url else "", edit),
        target=_target,
        preview=_preview,
        warnings=warnings,
    )
    if _target:
        config.site_dir = str(building_folder(_target))
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    try:
        registry = read_registry(_build.layout.registry)
    except ProblemError as error:
        raise PluginError("\n".join(_shown(problem) for problem in error.problems)) from None
    _build.catalogue, problems = build_catalogue(_build.layout, registry)
    _warn(problems)
    _build.indexes = list(index_pages(_build.catalogue, _build.settings.entries_per_page))
    for file in [file for file in files if file.src_uri.startswith("articles/")]:
        files.remove(file)
    _warn(_without_strangers(files, Path(config.docs_dir)))
    _build.assets = {file.src_uri: file.url for file in files if _is_copied(file)}
    for source, url in _library_targets().items():
        files.append(_library_file(source, url, config))
    for source in STAND_INS.values():
        stand_in = File.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        files.append(stand_in)
    return files


def _without_strangers(files: Files, docs: Path) -> list[Problem]:
    """Take out what a link brings in from outside docs/: MkDocs would publish any file of this machine."""
    home = docs.resolve()
    outside = [
        file
        for file in files
        if file.src_dir == str(docs) and not Path(file.abs_src_path or "").resolve().is_relative_to(home)
    ]
    for file in outside:
        files.remove(file)
    return [Problem(docs / file.src_uri, 0, "leads out of docs/; put the file itself here") for file in outside]


def _is_copied(file: File) -> bool:
    hidden = (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)
    return not file.is_documentation_page() and file.inclusion not in hidden


def _library_targets() -> dict[str, str]:
    """What can be linked to, by the path an editor writes and by its address on the site."""
    assert _build.catalogue
    articles = [article_url(entry.article.id) for entry in _build.catalogue.entries]
    sources = {f"{url.removesuffix('.html')}.md": url for url in articles}
    stand_ins = {source.replace(".md", ".html") for source in STAND_INS.values()}
    pages = {url: url for url in (*articles, *(page.url for page in _build.indexes)) if url not in stand_ins}
    return sources | pages


def _library_file(source: str, url: str, config: MkDocsConfig) -> File:
    file = _LibraryFile.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV)
    file.dest_uri = file.url = url
    return file


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Every page is rendered with a slot for its content, so that only the theme's scripts enter the policy."""
    if page.file.src_uri not in STAND_INS.values():
        _build.pages.append(page)
        _build.contents[page.file.src_uri] = html
        if page.file.src_uri == HOME:
            assert _build.catalogue
            _build.contents[HOME] += home_body(_build.catalogue, _build.settings.latest)
    return _build.nonce.slot("body")


def on_page_context(context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    if page.file.src_uri in STAND_INS.values():
        slots = {name: _build.nonce.slot(name) for name in SLOTS}
        page.meta = {"title": slots["title"], "description": slots["description"], "khizana_head": slots["head"]}
        page.toc = TableOfContents([AnchorLink("", "kz-content", 1)])  # what the theme's skip link leads to
        page.canonical_url, page.edit_url = slots["canonical"] if _build.site.url else None, None
    else:
        _escape_meta(page)
    return context


def _escape_meta(page: Page) -> None:
    """The theme prints these raw, and a page's own heading unescaped once more; so every title is set here."""
    for name in ("description", "author"):
        if name in page.meta:
            page.meta[name] = escape(str(page.meta[name]))
    if not page.is_homepage:
        page.meta["title"] = escape(str(page.meta.get("title", page.title)))


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    shell = make_shell(output, _build.nonce, policy=not _build.preview)
    for key, source in STAND_INS.items():
        if source == page.file.src_uri:
            _build.shells[key] = shell
            return ""
    return shell.fill({"body": _build.contents[page.file.src_uri]})


def on_post_template(output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
    if template_name == "sitemap.xml":
        return ""
    if template_name.endswith(".html"):
        return make_shell(output_content, _build.nonce, policy=not _build.preview).fill({})
    return output_content


def on_post_build(*, config: MkDocsConfig) -> None:
    assert _build.catalogue
    anchors = {article_url(entry.article.id): entry.anchors for entry in _build.catalogue.entries}
    targets = _library_targets() | {url: url for url in _hand_written() + [page.url for page in _build.indexes]}
    targets |= _build.assets | {page.file.src_uri: page.file.url for page in _build.pages}
    links = Links(targets, anchors)
    folder = Folder(Path(config.site_dir))
    write_site(_build.catalogue, _build.site, links, _build.indexes, _build.shells, folder, _hand_written())
    _warn([*links.problems, *_broken_anchors(anchors)])
    logging.getLogger("mkdocs").removeHandler(_build.warnings)
    if config.strict and _build.problems and not _build.preview:
        raise PluginError(f"Problems in the archive: {_build.problems}; the site was not replaced")
    if _build.target and config.strict and any(_build.warnings.counts.values()):
        shutil.rmtree(folder.path)
    elif _build.target:
        put_in_place(folder.path, _build.target)


def on_build_error(*, error: Exception) -> None:
    """What was built so far is of no use; the site that stood is untouched."""
    if _target:
        shutil.rmtree(building_path(_target), ignore_errors=True)


def _hand_written() -> list[str]:
    return [page.file.url for page in _build.pages]


def _broken_anchors(anchors: dict[str, frozenset[str]]) -> list[Problem]:
    """Links of hand-written pages to places inside articles that are not there; MkDocs checks only its own pages."""
    return [
        Problem(Path(page.file.src_uri), 0, f"the link {link} leads to no section of the article; correct it")
        for page in _build.pages
        for file, links in (page.links_to_anchors or {}).items()
        for anchor, link in links.items()
        if anchor not in anchors.get(file.url, frozenset((anchor,)))
    ]


def _warn(problems: list[Problem]) -> None:
    """Warnings, which end a strict build; they are counted here too, because `mkdocs --quiet` drops them."""
    _build.problems += len(problems)
    for problem in problems:
        log.warning(_shown(problem))


def _shown(problem: Problem) -> str:
    return str(Problem(_build.layout.shown(problem.path), problem.line, problem.message))
