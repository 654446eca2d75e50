"""An overlay turns on facts of the Staff Instruction and of its own, and on no other structure's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import Checked, Written
from smpolicy.diagnostics import Diagnostic, Rule, report
from smpolicy.documents import OverlayForm, Path
from smpolicy.lowering.overlays import owner
from smpolicy.lowering.rules import OWNER

RULE: Final = Rule(
    code="SMP406",
    name="foreign-fact",
    severity="error",
    summary="A norm turns on a local fact of another structure. People here are never asked that question, and the "
    "other structure may change it at any time.",
    mend="Declare a fact of your own under `facts:`, or use a fact of the Staff Instruction.",
    wrong="its route can be inferred: {elbonia.route_inferable: true}",
    right="its route can be inferred: {arcadia.route_inferable: true}",
    rests_on=OWNER,
)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report local facts of another structure in conditions and examples."""
    structures = {each.partition("/")[0] for each in checked.lowered.structures}
    for written in checked.overlay_norms():
        own = owner(written.overlay) if isinstance(written.overlay, OverlayForm) else ""
        for name, path in _named(written):
            prefix = name.partition(".")[0]
            if name in checked.lowered.vocabulary.facts and prefix in structures and prefix != own:
                yield report(
                    RULE,
                    f"`{name}` is a local fact of `{prefix}`",
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
