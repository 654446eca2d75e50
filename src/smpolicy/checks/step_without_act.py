"""What is to be done once a norm is broken needs a norm that can be broken."""

from __future__ import annotations

from collections.abc import Iterator

from smpolicy.checks.written import norms
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, report
from smpolicy.lowering import Lowered


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:
    """Report steps that arise where a norm is broken, of norms without an act."""
    for written in norms(corpus, lowered):
        step = written.norm.step
        if step is not None and step.on == "broken" and not written.form.act:
            yield report(
                "step-without-act",
                "this step arises where the norm is broken, and a norm without an act is never broken",
                written.document.place(*written.path, "step", "on"),
                help="give the norm an `act:`, or write `on: applies` for a step to be taken wherever the norm applies",
                norm=written.norm.id,
                provision=written.norm.provision,
            )
