"""The mkdocs plugin: thin, because pages know nothing of mkdocs and mkdocs nothing of policies.

Pages enter a site as generated files, so that nothing is written into anybody's `docs_dir`.
Their HTML is put in after mkdocs has read their (empty) Markdown: neither a Markdown extension nor a plugin that
expands templates in Markdown ever sees the words of a document, and every theme shows the same page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import nest_paths

from smpolicy.documents.packaged import policies_folder
from smpolicy.foundations.errors import InvalidDocuments, SmpolicyError
from smpolicy.library import load
from smpolicy.site.book import Book, open_book
from smpolicy.site.consolidated import Heading, Links
from smpolicy.site.names import COMPARISON_TABLE, HOME
from smpolicy.site.pages import Group, Page, navigation, page, page_names, title
from smpolicy.site.pages import files as offered

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.pages import Page as MkDocsPage

log = get_plugin_logger(__name__)

#: The stylesheet of the pages' content, which every theme needs; our theme adds only its own frame.
STYLESHEET: Final = "assets/smpolicy/content.css"
_CONTENT_CSS: Final = Path(__file__).parent / "content.css"
#: Where the home page goes in a site that has a home of its own.
_HOME_BESIDE: Final = "structures/index.md"
_OWN_HOMES: Final = ("index.md", "README.md")
_SITEMAP: Final = "sitemap.xml"
#: How many errors in documents are told one by one.
_ERRORS_TOLD: Final = 20


class SmpolicyConfig(Config):  # type: ignore[no-untyped-call]  # mkdocs leaves `__init_subclass__` untyped
    """What a site's `mkdocs.yml` may say under `smpolicy:`."""

    #: The folder of documents; without it, those that come with this library.
    policies = config_options.Optional(config_options.Dir(exists=True))
    #: Whether drafts take part.
    drafts = config_options.Type(bool, default=False)
    #: The day for which pages are made; without it, the day on which they are made.
    as_of = config_options.Optional(config_options.Type((date, str)))


class SmpolicyPlugin(BasePlugin[SmpolicyConfig]):  # type: ignore[no-untyped-call]  # as above
    """Add the pages of a policy to a mkdocs site."""

    _book: Book
    _sources: Mapping[str, str]

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add our stylesheet; our theme makes no sitemap for a site without an address, for it would lead nowhere."""
        self._as_of = _day(self.config.as_of)
        if STYLESHEET not in config.extra_css:
            config.extra_css.insert(0, STYLESHEET)
        if _nowhere(config):
            config.theme.static_templates -= {_SITEMAP, "404.html"}
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add every page as a generated file, and a navigation where the site has none."""
        self._book = _read(self.config.policies, self._as_of, drafts=self.config.drafts)
        self._sources = _sources(self._book, files)
        sitemap = files.get_file_from_path(_SITEMAP)
        if _nowhere(config) and sitemap is not None:
            files.remove(sitemap)  # a template that is not filled would be copied as it is
        own = [each.src_uri for each in files.documentation_pages() if each.inclusion.is_in_nav()]  # type: ignore[no-untyped-call]
        listed = set(_listed(config.nav))
        for name, source in self._sources.items():
            shown = config.nav is None or source in listed
            inclusion = InclusionLevel.UNDEFINED if shown else InclusionLevel.NOT_IN_NAV
            content = _front_matter(title(self._book, name))
            files.append(File.generated(config, source, content=content, inclusion=inclusion))
        for name, text in offered(self._book).items():
            files.append(File.generated(config, name, content=text))
        files.append(File.generated(config, STYLESHEET, content=_CONTENT_CSS.read_bytes()))
        if config.nav is None:
            users: list[Any] = nest_paths(own)  # type: ignore[no-untyped-call]
            config.nav = [*users, *self._navigation(navigation(self._book))]
        drafts = "shown" if self.config.drafts else "left out"
        log.info(f"{len(self._sources)} pages as of {self._as_of}, drafts {drafts}")
        return files

    def on_page_content(self, content: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Put a page's HTML and its table of contents where mkdocs would have put rendered Markdown."""
        name = next((each for each, source in self._sources.items() if source == page.file.src_uri), None)
        if name is None:
            return content
        rendered = self._render(name, page.file, files)
        page.toc = TableOfContents(_contents(rendered.headings))
        page.present_anchor_ids = set(_anchors(rendered.body))
        return str(rendered.body)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]  # noqa: ARG002
    ) -> LiveReloadServer:  # fmt: skip
        """Rebuild when a document changes."""
        server.watch(str(self.config.policies or policies_folder()))
        return server

    def _render(self, name: str, file: File, files: Files) -> Page:
        return page(self._book, name, self._links(files, file))

    def _links(self, files: Files, file: File) -> Links:
        """Return what gives the address of each page as seen from a file."""

        def address(to: str) -> str:
            source = self._sources.get(to, to)  # what is no page is a file beside them
            page = files.get_file_from_path(source)
            if page is None:
                raise PluginError(f"smpolicy: the page `{source}` was removed from the site")
            return page.url_relative_to(file)

        return address

    def _navigation(self, group: Group) -> list[Any]:
        """Return a group as mkdocs writes it: first its first page, then the groups in it, then its other pages."""
        pages = [{escape(title(self._book, name)): self._sources[name]} for name in group.pages]
        return [*pages[:1], *({each.title: self._navigation(each)} for each in group.groups), *pages[1:]]


def _nowhere(config: MkDocsConfig) -> bool:
    """Whether a site with our theme has no address of its own."""
    return config.theme.name == "smpolicy" and not config.site_url


def _day(said: object) -> date:
    """Read the day that the site names; without one it is today, and every page says which day that was."""
    if said is None:
        return date.today()
    try:
        return date.fromisoformat(str(said))
    except ValueError as error:
        raise PluginError(f"smpolicy: `as_of: {said}` is no day; write it as 2026-01-01") from error


def _read(policies: str | None, as_of: date, *, drafts: bool) -> Book:
    root = Path(policies) if policies else None
    try:
        return open_book(load(root), as_of=as_of, drafts=drafts, root=root)
    except InvalidDocuments as error:
        errors = [each for each in error.diagnostics if each.severity == "error"]
        lines = "\n".join(f"  {each.place}: {each.message}" for each in errors[:_ERRORS_TOLD])
        more = f"\n  and {len(errors) - _ERRORS_TOLD} more" if len(errors) > _ERRORS_TOLD else ""
        raise PluginError(f"smpolicy: the documents have errors, and no page was made:\n{lines}{more}") from error
    except SmpolicyError as error:
        raise PluginError(f"smpolicy: {error}") from error


def _sources(book: Book, files: Files) -> dict[str, str]:
    """Return which generated file holds each page; a site's own home stays its home."""
    pages = {each.src_uri for each in files}
    home = _HOME_BESIDE if pages.intersection(_OWN_HOMES) else "index.md"
    sources = {name: home if name == HOME else f"{name}.md" for name in page_names(book)}
    clashing = sorted(pages.intersection([*sources.values(), COMPARISON_TABLE, STYLESHEET]))
    if clashing:
        raise PluginError(f"smpolicy: docs_dir has `{clashing[0]}`, and so have the pages of the policy; rename yours")
    return sources


def _front_matter(words: str) -> str:
    """Return the Markdown of a generated page: nothing but its title, escaped as mkdocs expects titles to be."""
    return f"---\ntitle: {json.dumps(escape(words), ensure_ascii=False)}\n---\n"


def _listed(nav: object) -> Iterator[str]:
    """Yield every file that a site's own navigation names."""
    match nav:
        case str():
            yield nav
        case list():
            for each in nav:
                yield from _listed(each)
        case dict():
            for each in nav.values():
                yield from _listed(each)


def _contents(headings: tuple[Heading, ...]) -> list[AnchorLink]:
    """Nest headings as mkdocs does."""
    top: list[AnchorLink] = []
    above: list[AnchorLink] = []
    for heading in headings:
        link = AnchorLink(escape(heading.title), heading.anchor, heading.level)
        while above and above[-1].level >= link.level:
            above.pop()
        (above[-1].children if above else top).append(link)
        above.append(link)
    return top


def _anchors(body: str) -> Iterator[str]:
    yield from re.findall(r' id="([^"]+)"', body)
