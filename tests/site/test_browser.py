"""The site in a real browser, opened from a disk: it reads, it asks nothing of the network, it fits a narrow screen."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from smpolicy.site.build import build_site

from .conftest import DAY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
#: A browser that looks nothing up by itself, so that every request is the site's.
FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
)
#: The pages that are no structure's own.
PAGES = ("index", "si31", "compare", "findings", "open-questions", "documents")
NARROW = {"width": 360, "height": 740}


@dataclass
class Visit:
    """A page in a browser, and what it said and asked for."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def quiet(self) -> bool:
        """Whether the console stayed empty and nothing was asked for but files."""
        return not self.said and all(each.startswith(("file://", "data:")) for each in self.asked)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; without one these tests are skipped, save where a machine is to run them all."""
    if not Path(CHROMIUM).exists():
        missing = f"no browser at {CHROMIUM}: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield found
        found.close()


@pytest.fixture(scope="module")
def home(invented: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Build the site, and return the address of its first page on this disk."""
    out = tmp_path_factory.mktemp("browser") / "site"
    build_site(out, policies=invented, drafts=True, as_of=DAY)
    return (out / "index.html").as_uri()


def visit(browser: Browser, address: str, *, script: bool = True, narrow: bool = False, dark: bool = False) -> Visit:
    """Open a page and note all it says and asks for."""
    page = browser.new_page(
        java_script_enabled=script,
        viewport=NARROW if narrow else {"width": 1280, "height": 900},  # type: ignore[arg-type]
        color_scheme="dark" if dark else "light",
    )
    visited = Visit(page=page)
    page.on("console", lambda message: visited.said.append(message.text))
    page.on("pageerror", lambda error: visited.said.append(str(error)))
    page.on("request", lambda request: visited.asked.append(request.url))
    page.on("dialog", lambda dialog: visited.said.append(dialog.message))
    page.goto(address)
    return visited


@pytest.mark.parametrize("script", [True, False])
def test_a_reader_chooses_a_structure_and_reaches_its_text(script: bool, browser: Browser, home: str) -> None:
    """From the first page to an addition in its place in two steps, with or without JavaScript."""
    seen = visit(browser, home, script=script)
    seen.page.get_by_role("main").get_by_role("link", name="OSCE Mission to Arcadia").click()
    assert seen.page.get_by_role("heading", level=1).inner_text() == "OSCE Mission to Arcadia"
    seen.page.get_by_role("link", name="SI 31, 7.2, third heading, first bullet").first.click()
    assert seen.page.url.endswith("#arcadia-draft-2026-patrol-routes")
    assert seen.page.locator("#arcadia-draft-2026-patrol-routes").is_visible()
    assert seen.page.locator("#si31-7\\.2\\.b7").is_visible()
    assert seen.quiet(), (seen.said, seen.asked)


def test_every_page_is_quiet(browser: Browser, home: str) -> None:
    """No page writes to the console or asks for anything but files of the site; hostile words run nothing."""
    for name in (
        "index",
        "si31",
        "findings",
        "open-questions",
        "documents",
        "structures/utopia",
        "structures/utopia/north",
    ):
        seen = visit(browser, home.replace("index.html", f"{name}.html"))
        assert seen.quiet(), (name, seen.said, seen.asked)


@pytest.mark.parametrize("dark", [True, False])
def test_a_narrow_screen_scrolls_one_way(dark: bool, browser: Browser, home: str) -> None:
    """At 360 pixels nothing sticks out."""
    for name in (
        "index",
        "si31",
        "findings",
        "open-questions",
        "documents",
        "structures/arcadia",
        "structures/utopia/north",
    ):
        seen = visit(browser, home.replace("index.html", f"{name}.html"), narrow=True, dark=dark)
        width = seen.page.evaluate("document.documentElement.scrollWidth")
        assert width <= NARROW["width"], name


def test_the_read_back_unfolds_by_keyboard(browser: Browser, home: str) -> None:
    """It is folded at first; one key opens it, without JavaScript too, and it fits a narrow screen."""
    seen = visit(browser, home.replace("index.html", "structures/arcadia.html"), script=False, narrow=True)
    folded = seen.page.locator("#arcadia-draft-2026-patrol-routes details")
    line = folded.get_by_text("Not to be done (shall not)")
    assert not line.is_visible()
    folded.locator("summary").focus()
    seen.page.keyboard.press("Enter")
    assert line.is_visible()
    assert folded.get_by_text("Our reading, unreviewed.").is_visible()
    # Playwright evaluates its own scripts where those of the page are switched off
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_the_read_back_is_printed_unfolded(browser: Browser, home: str) -> None:
    """Paper has nothing to press: what is folded on a screen has its height and is visible in print."""
    seen = visit(browser, home.replace("index.html", "structures/arcadia.html"))
    line = seen.page.locator("#arcadia-draft-2026-patrol-routes details").get_by_text("Not to be done (shall not)")
    drawn = "element => element.checkVisibility({contentVisibilityAuto: true}) && element.offsetHeight > 0"
    assert not line.evaluate(drawn)
    seen.page.emulate_media(media="print")
    assert line.evaluate(drawn)


def test_the_list_can_be_narrowed(browser: Browser, home: str) -> None:
    """Typing leaves the structures that match, and says so when none does."""
    seen = visit(browser, home)
    seen.page.get_by_label("Find a structure").fill("arcadia")
    links = seen.page.locator(".smp-structures > li:visible > a")
    assert links.all_inner_texts() == ["OSCE Mission to Arcadia"]
    seen.page.get_by_label("Find a structure").fill("atlantis")
    assert links.count() == 0
    assert seen.page.get_by_text("Nothing matches.").is_visible()


def test_the_keyboard_reaches_the_text_first(browser: Browser, home: str) -> None:
    """The first stop of the keyboard skips the menus, and the menu closes with Escape."""
    seen = visit(browser, home)
    seen.page.keyboard.press("Tab")
    assert seen.page.evaluate("document.activeElement.textContent") == "Skip to the text"
    seen.page.keyboard.press("Enter")
    assert seen.page.evaluate("document.activeElement.id") == "main"
    menu = seen.page.locator(".site-menu summary").first
    menu.focus()
    seen.page.keyboard.press("Enter")
    inside = seen.page.get_by_role("navigation", name="Site").get_by_role("link", name="OSCE Secretariat")
    assert inside.is_visible()
    seen.page.keyboard.press("Escape")
    assert not inside.is_visible()


#: WCAG's contrast of each piece of text with what lies behind it, half-transparent tints blended in.
CONTRAST = """() => {
  const channels = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
  const over = (top, below) => { const a = top[3] ?? 1; return [0, 1, 2].map((n) => top[n] * a + below[n] * (1 - a)); };
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    const above = element.parentElement ? behind(element.parentElement) : [255, 255, 255];
    return over(channels(getComputedStyle(element).backgroundColor), above);
  };
  const poor = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || !element.checkVisibility()) continue;
    let opacity = 1;
    for (let each = element; each; each = each.parentElement) opacity *= getComputedStyle(each).opacity;
    const ground = behind(element);
    const ink = channels(getComputedStyle(element).color);
    const pair = [luminance(over([ink[0], ink[1], ink[2], (ink[3] ?? 1) * opacity], ground)), luminance(ground)];
    const ratio = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
    if (ratio < 4.5) poor.push(`${element.tagName}.${element.className} ${ratio.toFixed(2)}`);
  }
  return [...new Set(poor)];
}"""


@pytest.mark.parametrize("dark", [True, False])
def test_text_stands_out_from_its_ground(dark: bool, browser: Browser, home: str) -> None:
    """Every piece of text has the contrast that WCAG AA asks for, in the light and in the dark."""
    for name in (*PAGES, "structures/arcadia", "structures/utopia"):
        seen = visit(browser, home.replace("index.html", f"{name}.html"), dark=dark)
        seen.page.locator("details.smp-machine").evaluate_all("all => all.forEach((each) => { each.open = true; })")
        assert seen.page.evaluate(CONTRAST) == [], name


def test_findings_are_narrowed_by_what_is_chosen(browser: Browser, home: str) -> None:
    """By kind and by how they stand; a section with nothing left is hidden, and the count is said."""
    seen = visit(browser, home.replace("index.html", "findings.html"))
    cards = seen.page.locator("li.smp-addition")
    whole = cards.count()
    assert whole > 0
    field = seen.page.get_by_label("How it stands")
    field.select_option("Never applied")
    visible = [each for each in cards.all() if each.is_visible()]
    assert visible
    assert all("Never applied" in each.inner_text() for each in visible)
    assert seen.page.get_by_role("status").inner_text() in ("", f"{len(visible)} of {whole} shown.")
    seen.page.get_by_label("Structure").select_option("OSCE Mission to Arcadia")
    field.select_option("all")
    assert all("OSCE Mission to Arcadia" in each.inner_text() for each in cards.all() if each.is_visible())
    assert seen.quiet()


def test_two_structures_stand_side_by_side(browser: Browser, home: str) -> None:
    """Who chooses two sees their columns alone, and the provisions under which one of them adds something."""
    seen = visit(browser, home.replace("index.html", "compare.html"))
    whole = seen.page.locator("section[data-filled]")
    assert seen.page.locator("section[data-filled]:visible").count() == whole.count() > 2
    seen.page.get_by_label("Structure", exact=True).select_option("utopia")
    assert seen.page.locator("[data-column=arcadia]:visible").count() == 0
    assert seen.page.locator("section[data-filled]:visible").count() == 1
    seen.page.get_by_label("compared with").select_option("arcadia/east")
    visible = seen.page.locator("th[data-column]:visible")
    assert visible.evaluate_all("all => all.map((each) => each.dataset.column)") == ["arcadia/east", "utopia"]
    with seen.page.expect_download() as started:
        seen.page.get_by_role("link", name="As a table (CSV)").click()
    assert started.value.suggested_filename == "compare.csv"
    assert not seen.said
