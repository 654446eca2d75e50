"""The table of formats and the files that print them are one and the same list."""

from __future__ import annotations

import inspect
from importlib import import_module
from pkgutil import iter_modules

from smpolicy import render
from smpolicy.render.policy import FORMATS
from smpolicy.render.table import PAPERS, REPORTS, TEXTS


def printers_of(kind: str) -> set[str]:
    """Return the modules whose `render` prints what is called so."""
    functions = {
        name: getattr(import_module(f"smpolicy.render.{name}"), "render", None)
        for _, name, _ in iter_modules(render.__path__)
    }
    return {name for name, function in functions.items() if function and kind in inspect.signature(function).parameters}


def test_each_report_has_its_file() -> None:
    """Diagnostics are printed by the modules that the table names, and by no other."""
    assert printers_of("diagnostics") == set(REPORTS)


def test_each_paper_has_its_file() -> None:
    """An issuance is printed by the modules that the table names, and by no other."""
    assert printers_of("paper") == {f"issuance_{form}" for form in PAPERS}


def test_each_text_has_its_function() -> None:
    """A consolidated text is printed in the formats that the table names, in their order, and in no other."""
    assert tuple(FORMATS) == TEXTS
