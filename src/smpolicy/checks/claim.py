"""What an issuance says of the Staff Instruction itself is shown and reported, and never applied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import overlays
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, report
from smpolicy.documents import ClaimKind, OverlayForm
from smpolicy.lowering import Lowered

_EMPHASIS: Final = re.compile(r"[*]([^*]+)[*]")
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


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:
    """Report each typed claim, and each local term under the name of a term of the base."""
    yield from _terms(corpus, lowered)
    for document, form in overlays(corpus):
        for index, each in enumerate(form.claims):
            about, instead = _ABOUT[each.kind]
            yield report(
                "claim",
                f"this claim about {about} is shown and never applied{_since(form, lowered)}",
                document.place("claims", index, "text"),
                help=f"if the issuance can still be changed, {instead}",
                provision=each.under or each.replaces or form.under,
                kind=each.kind,
            )


def _since(form: OverlayForm, lowered: Lowered) -> str:
    """Say why, where the instrument above has a clause that says so."""
    base = lowered.instruments.get(form.under.partition(":")[0])
    if base is None or base.precedence is None or base.precedence.effect != "prevails":
        return ""
    return f": by {base.precedence.provision.partition(':')[2]}, {base.number} prevails in cases of inconsistency"


def _terms(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:
    """Report local terms that bear the name of a term which the base defines: there such names stand in emphasis."""
    provisions = [each for instrument in lowered.instruments.values() for each in instrument.provisions]
    defined = {
        " ".join(name.casefold().split()): each.id for each in provisions for name in _EMPHASIS.findall(each.text)
    }
    about, instead = _ABOUT["term"]
    for document, form in overlays(corpus):
        for term in form.terms:
            provision = defined.get(" ".join(term.casefold().split()))
            if provision is not None:
                yield report(
                    "claim",
                    f"`{term}` is a term of the Staff Instruction; this claim about {about} is shown and never applied",
                    document.place("terms", term, key=True),
                    help=instead,
                    provision=provision,
                    kind="term",
                )
