"""An instrument invites some kinds of structure to issue local conditions, and not others."""

from __future__ import annotations

from collections.abc import Iterator

from smpolicy.checks.written import overlays, owner_place
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, quoted, report
from smpolicy.kinds import KINDS
from smpolicy.lowering import Lowered
from smpolicy.lowering.overlays import owner


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:
    """Report overlays of structures that are not invited, without a view on their validity."""
    for document, form in overlays(corpus):
        structure = lowered.structures.get(owner(form))
        base = lowered.instruments.get(form.under.partition(":")[0])
        invites = base.invites if base is not None else None
        if structure is None or invites is None or structure.kind in invites.structures:
            continue
        if lowered.kinds and structure.kind not in lowered.kinds:
            continue  # of no kind that is known, which is reported
        yield report(
            "issuer-not-invited",
            f"a document of `{structure.id}` is not an issuance that {invites.provision.partition(':')[2]} invites",
            owner_place(document, form),
            help=f"the words are {quoted(invites.words)}; this says nothing about the document's validity",
            provision=form.under,
            kind="beyond-7.3",
            survives=KINDS["beyond-7.3"].survives,
            basis=invites.provision,
        )
