"""An issuance speaks for its own structure: its id and the ids of the parts that it names begin with it."""

from __future__ import annotations

from collections.abc import Iterator

from smpolicy.checks.written import overlays
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, report
from smpolicy.lowering import Lowered
from smpolicy.lowering.overlays import owner


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:  # noqa: ARG001  (every check is called alike)
    """Report ids that begin with another structure than the one the document belongs to."""
    for document, form in overlays(corpus):
        structure = owner(form)
        before, _, rest = form.id.partition("/")
        if before != structure:
            yield report(
                "foreign-structure",
                f"the id begins with `{before}`, and the document belongs to `{structure}`",
                document.place("id"),
                help=f"write `id: {structure}/{rest}`, or correct the structure",
            )
        for name in form.structures:
            above, _, own = name.partition("/")
            if above != structure:
                yield report(
                    "foreign-structure",
                    f"`{name}` is no part of `{structure}`",
                    document.place("structures", name, key=True),
                    help=f"a part of `{structure}` is written `{structure}/{own}`",
                )
