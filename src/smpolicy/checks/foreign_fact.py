"""An overlay turns on facts of the base and of its own, and on no other structure's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import Checked, Written
from smpolicy.documents.forms import OverlayForm
from smpolicy.foundations.diagnostics import Diagnostic, report
from smpolicy.foundations.source import Path
from smpolicy.lowering.lowering_rules import FOREIGN_FACT
from smpolicy.lowering.overlays import owner

RULE: Final = FOREIGN_FACT


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report local facts of another structure in conditions and examples; those of the whole are a part's own."""
    for written in checked.overlay_norms():
        own = owner(written.overlay).partition("/")[0] if isinstance(written.overlay, OverlayForm) else ""
        for name, path in _named(written):
            fact = checked.lowered.vocabulary.facts.get(name)
            if fact is not None and fact.local_to not in ("", own):
                yield report(
                    RULE,
                    f"`{name}` is a local fact of `{fact.local_to}`",
                    written.document.place(*path, key=True),
                    help=f"declare `{own}.{name.partition('.')[2]}` under `facts:`, with a question of your own",
                    norm=written.norm.id,
                    provision=written.norm.provision,
                )


def _named(written: Written) -> Iterator[tuple[str, Path]]:
    """Yield every key in the conditions and examples of a norm, with its path: the names of facts among them."""
    form = written.form
    parts = {"act": form.act, "when": form.when, "unless": form.unless}
    for key, lines in parts.items():
        yield from _keys(lines, (*written.path, key))
    for index, example in enumerate(form.examples):
        yield from _keys(example.given, (*written.path, "examples", index, "given"))


def _keys(form: object, path: Path) -> Iterator[tuple[str, Path]]:
    if isinstance(form, dict):
        for key, value in form.items():
            yield key, (*path, key)
            yield from _keys(value, (*path, key))
    elif isinstance(form, list):
        for index, value in enumerate(form):
            yield from _keys(value, (*path, index))
