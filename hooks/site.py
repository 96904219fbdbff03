"""The only file that knows MkDocs: its events, in the order of a build.

MkDocs reads the hand-written pages and renders, for each room and depth, one shell of the theme; articles and
indexes are rendered by the library and written into those shells at the end. The site is built beside the
one that stands and takes its place only when everything is right.
"""

from __future__ import annotations

import gc
import logging
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError, PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import CountHandler

from khizana import arabic
from khizana.layout import Layout
from khizana.problems import Problem, ProblemError
from khizana.progress import Progress
from khizana.publish.build import STAND_INS, Build, Report, Surroundings
from khizana.publish.compiled import compiled_templates
from khizana.publish.ending import leave_to_the_system
from khizana.publish.folder import building_folder, building_path, complete, next_site, put_in_place
from khizana.publish.home import home_body
from khizana.publish.mentioned import addresses
from khizana.publish.outputs import Place
from khizana.publish.page import Site
from khizana.publish.shells import SLOTS, Nonce, Shell, make_shell
from khizana.publish.shown import shown_docs
from khizana.publish.urls import article_of, article_url
from khizana.settings import Settings, check_settings, setting_name

log = logging.getLogger("mkdocs.hooks.khizana")
HOME = "index.md"
_EXPLAINED = 40


class _NoStandIns(logging.Filter):
    """MkDocs says of every stand-in that its page is empty; nobody needs to know."""

    def filter(self, record: logging.LogRecord) -> bool:
        return "skipped: '" not in record.getMessage()


class _LibraryFile(File):
    """What the library publishes, so that hand-written pages can link to it and MkDocs neither reads nor copies it."""

    def is_documentation_page(self) -> bool:
        return False

    def copy_file(self, dirty: bool = False) -> None:
        pass


@dataclass
class _Event:
    """What the events of one build hand on; the preview server makes a new one for every change."""

    build: Build
    docs: Path
    target: Path | None
    preview: bool
    warnings: CountHandler
    nonce: Nonce = field(default_factory=Nonce)
    shells: dict[tuple[str, int], Shell] = field(default_factory=dict)
    contents: dict[str, str] = field(default_factory=dict)
    pages: list[Page] = field(default_factory=list)
    assets: set[str] = field(default_factory=set)
    problems: int = 0


_NO_STAND_INS = _NoStandIns()
_GARBAGE = 1_000_000  # new objects after which Python looks for circles; records are many, small and none of these
_preview = False
_target: Path | None = None
_now: _Event


def on_startup(command: str, dirty: bool) -> None:
    global _preview
    _preview = command == "serve"
    gc.set_threshold(_GARBAGE)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    global _now, _target
    values = config.extra.get("khizana") or {}
    if wrong := check_settings(values):
        raise ConfigurationError(f"{setting_name(wrong[0])}: {wrong[1]}")
    config.mdx_configs.setdefault("toc", {})["slugify"] = lambda text, separator: arabic.slug(text)
    warnings = CountHandler()
    warnings.setLevel(logging.WARNING)
    logging.getLogger("mkdocs").addHandler(warnings)
    logging.getLogger("mkdocs.commands.build").addFilter(_NO_STAND_INS)
    _target = None if _preview else Path(config.site_dir)
    layout = Layout(Path(config.config_file_path).parent)
    place = Place(next_site(_target) if _target else Path(config.site_dir), _target)
    build = Build(layout, Settings(**values), _site(config), place, Progress(log.info).tell)
    _now = _Event(build, Path(config.docs_dir), _target, _preview, warnings)
    if _target:
        config.site_dir = str(building_folder(_target))
        config.docs_dir = str(shown_docs(layout, Path(config.docs_dir)))
    return config


def _site(config: MkDocsConfig) -> Site:
    url = config.site_url or ""
    edit = f"{config.repo_url.rstrip('/')}/{config.edit_uri.lstrip('/')}" if config.repo_url and config.edit_uri else ""
    return Site(config.site_name, url.rstrip("/") + "/" if url else "", edit)


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    try:
        _now.build.read()
    except ProblemError as error:
        raise PluginError("\n".join(_shown(problem) for problem in error.problems)) from None
    for file in [file for file in files if file.src_uri.startswith("articles/")]:
        files.remove(file)
    _warn(_without_strangers(files, config.docs_dir))
    _without_pictures(files)
    _now.assets = {file.url for file in files if _is_copied(file)}
    for source in STAND_INS.values():
        files.append(File.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV))
    present = set(files.src_uris)
    for source, url in dict(_linked(files)).items():
        if source not in present:
            files.append(_library_file(source, url, config))
    return files


def _without_strangers(files: Files, shown: str) -> list[Problem]:
    """Take out what a link brings in from outside docs/: MkDocs would publish any file of this machine."""
    home = _now.docs.resolve()
    outside = [
        file
        for file in files
        if file.src_dir == shown and not Path(file.abs_src_path or "").resolve().is_relative_to(home)
    ]
    for file in outside:
        files.remove(file)
    return [Problem(_now.docs / file.src_uri, 0, "leads out of docs/; put the file itself here") for file in outside]


def _without_pictures(files: Files) -> None:
    """Take out the pictures of articles of which only a part may be shown."""
    hidden = {record.id for record in _now.build.catalogue.records if record.shown != "full"}
    for file in [file for file in files if file.src_uri.startswith("assets/images/")]:
        if PurePosixPath(file.src_uri).parent.name in hidden:
            files.remove(file)


def _is_copied(file: File) -> bool:
    hidden = (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)
    return not file.is_documentation_page() and file.inclusion not in hidden


def _linked(files: Files) -> Iterator[tuple[str, str]]:
    """What hand-written pages link to of the library's pages: the path as an editor writes it, and its address."""
    stand_ins = {source.replace(".md", ".html") for source in STAND_INS.values()}
    indexes = {url for url in _now.build.addresses if url.endswith(".html")} - stand_ins
    articles = {article_url(record.id) for record in _now.build.catalogue.records}
    for file in files.documentation_pages():
        for written in addresses(file.content_string, file.src_uri):
            url = f"{written.removesuffix('.md')}.html" if written.endswith(".md") else written
            if url in articles or url in indexes:
                yield written, url


def _library_file(source: str, url: str, config: MkDocsConfig) -> File:
    file = _LibraryFile.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV)
    file.dest_uri = file.url = url
    return file


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    env.bytecode_cache = compiled_templates()
    return env


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Every page is rendered with a slot for its content, so that only the theme's scripts enter the policy."""
    if page.file.src_uri not in STAND_INS.values():
        _now.pages.append(page)
        _now.contents[page.file.src_uri] = html
        if page.file.src_uri == HOME:
            body = home_body(_now.build.rooms, _now.build.settings.latest)
            _now.contents[HOME] += body.html
            page.meta["khizana_head"] = body.head
    return _now.nonce.slot("body")


def on_page_context(context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    if page.file.src_uri in STAND_INS.values():
        slots = {name: _now.nonce.slot(name) for name in SLOTS}
        page.meta = {"title": slots["title"], "description": slots["description"], "khizana_head": slots["head"]}
        page.toc = TableOfContents([AnchorLink("", "kz-content", 1)])  # what the theme's skip link leads to
        page.canonical_url, page.edit_url = slots["canonical"] if _now.build.site.url else None, None
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
    shell = make_shell(output, _now.nonce, policy=not _now.preview)
    for key, source in STAND_INS.items():
        if source == page.file.src_uri:
            _now.shells[key] = shell
            return ""
    return shell.fill({"body": _now.contents[page.file.src_uri]})


def on_post_template(output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
    if template_name == "sitemap.xml":
        return ""
    if template_name.endswith(".html"):
        return make_shell(output_content, _now.nonce, policy=not _now.preview).fill({})
    return output_content


def on_post_build(*, config: MkDocsConfig) -> None:
    build, fresh = _now.build, Path(config.site_dir)
    hand_written = [page.file.url for page in _now.pages]
    report = build.write(Surroundings(_now.shells, hand_written, _now.assets))
    _warn([*build.problems, *_broken_anchors()])
    logging.getLogger("mkdocs").removeHandler(_now.warnings)
    if config.strict and _now.problems and not _now.preview:
        raise PluginError(f"Problems in the archive: {_now.problems}; the site was not replaced")
    if _now.target and config.strict and any(_now.warnings.counts.values()):
        shutil.rmtree(fresh)
        return
    if os.environ.get("KHIZANA_EXPLAIN_REBUILD"):
        _explain(build, report)
    if _now.target:
        complete(build.place.folder, fresh, _now.target, report.own, report.left)
        put_in_place(build.place.folder, _now.target)
        build.keep()
    log.info(report.summary())
    if _now.target:
        leave_to_the_system(build)


def _explain(build: Build, report: Report) -> None:
    for line in build.reasons():
        log.info(f"Rebuilt because: {line}")
    for url in report.written[:_EXPLAINED]:
        log.info(f"Written: {url}")


def on_build_error(*, error: Exception) -> None:
    """What was built so far is of no use; the site that stood is untouched."""
    if _target:
        shutil.rmtree(building_path(_target), ignore_errors=True)


def _broken_anchors() -> list[Problem]:
    """Links of hand-written pages to places inside articles that are not there; MkDocs checks only its own pages."""
    return [
        Problem(Path(page.file.src_uri), 0, f"the link {link} leads to no section of the article; correct it")
        for page in _now.pages
        for file, links in (page.links_to_anchors or {}).items()
        for anchor, link in links.items()
        if (id := article_of(file.url)) and anchor not in _now.build.cache.anchors(id)
    ]


def _warn(problems: list[Problem]) -> None:
    """Warnings, which end a strict build; they are counted here too, because `mkdocs --quiet` drops them."""
    _now.problems += len(problems)
    for problem in problems:
        log.warning(_shown(problem))


def _shown(problem: Problem) -> str:
    return str(Problem(_now.build.layout.shown(problem.path), problem.line, problem.message))
