"""In a real browser `evaluate.js` is loaded as a module, and says what Python says."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from js.engine import FOLDER, SAID, same, told_by_python
from js.test_evaluate import IMPOSSIBLE, activity
from shipped_policies import shipped

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
#: How many activities are decided.
CASES = 60
DECIDE = """async ([source, model, activities, keys]) => {
  const { load, Refusal } = await import("data:text/javascript," + encodeURIComponent(source));
  const program = load(JSON.parse(model));
  return JSON.stringify(JSON.parse(activities).map(([facts, assume]) => {
    try {
      const decision = program.evaluate(facts, { assume });
      return Object.fromEntries(keys.map((key) => [key, decision[key]]));
    } catch (reason) {
      return reason instanceof Refusal ? { refused: reason.code } : { error: String(reason) };
    }
  }));
}"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """Return an empty page of Debian's Chromium; without one these tests are skipped, save where all are to be run."""
    if not Path(CHROMIUM).exists():
        missing = f"no browser at {CHROMIUM}: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found.new_page()
        found.close()


@pytest.mark.parametrize("structure", ["moldova", "bih/field-offices"])
def test_a_page_says_what_python_says(structure: str, page: Page) -> None:
    """Drawn activities, and what is refused, are told alike."""
    policy = shipped(structure)
    cases: list[tuple[dict[str, Any], str]] = [
        (activity(policy, random.Random(f"page {number}")), ("neutral", "none")[number % 2]) for number in range(CASES)
    ]
    cases += [(facts, "none") for facts, _ in IMPOSSIBLE.values()]
    source = FOLDER.joinpath("evaluate.js").read_text(encoding="utf-8")
    told = page.evaluate(DECIDE, [source, json.dumps(policy.page_model()), json.dumps(cases), SAID])
    for (facts, how), said in zip(cases, json.loads(told), strict=True):
        assert same(said, told_by_python(policy, facts, how)), (how, facts)
