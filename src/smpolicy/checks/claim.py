"""What an issuance says of the Staff Instruction itself is shown and reported, and never applied."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import overlays
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, report
from smpolicy.documents import ClaimKind
from smpolicy.lowering import Lowered

#: What a claim of each kind is about, and how the same could be said as an addition.
_ABOUT: Final[dict[ClaimKind, tuple[str, str]]] = {
    "scope": ("whom or what the Staff Instruction covers", "limit the scope of the issuance's own norms instead"),
    "term": ("what a term of the Staff Instruction means", "define a local term under a new name instead"),
    "channel": ("whom the Staff Instruction says to turn to", "name an additional contact instead"),
    "authorisation": (
        "how the Staff Instruction's authorization is given",
        "say who authorizes, in what form and by when instead",
    ),
    "suspends": ("when the Staff Instruction applies", "date the issuance's own norms instead"),
    "prevails": (
        "what prevails over the Staff Instruction",
        "leave the clause out; the rest of the issuance stands without it",
    ),
}


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:  # noqa: ARG001  (every check is called alike)
    """Report each typed claim."""
    for document, form in overlays(corpus):
        for index, each in enumerate(form.claims):
            about, instead = _ABOUT[each.kind]
            yield report(
                "claim",
                f"this claim about {about} is shown and never applied: "
                "under section 5 the Staff Instruction prevails in cases of inconsistency",
                document.place("claims", index, "text"),
                help=f"if the issuance can still be changed, {instead}",
                provision=each.under or each.replaces or form.under,
                kind=each.kind,
            )
