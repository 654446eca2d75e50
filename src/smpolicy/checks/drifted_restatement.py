"""What restates a provision does so in its words."""

from __future__ import annotations

from collections.abc import Iterator

from smpolicy.checks.written import overlay_norms, understood
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, Related, quoted, report
from smpolicy.kinds import KINDS
from smpolicy.lowering import Lowered
from smpolicy.readback import read_back
from smpolicy.wording import plain, stands_in


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:
    """Report norms that ask for the same as the provision they are under, with the same force, in other words."""
    provisions = {each.id: each for made in lowered.instruments.values() for each in made.provisions}
    kind = KINDS["drifted-restatement"]
    read = list(overlay_norms(corpus, lowered))
    overlays = {each.norm.instrument for each in read}
    relations = {
        found.norm.id: found.relation
        for name in sorted(overlays)
        if name in lowered.instruments
        for found in read_back(lowered.instruments[name], lowered)
    }
    for written in read:
        norm, provision = written.norm, provisions.get(written.norm.provision)
        if provision is None or relations.get(norm.id) != "restates" or not understood(written, lowered):
            continue
        if not stands_in(plain(norm.text).rstrip("."), provision.text):
            yield report(
                "drifted-restatement",
                f"this {kind.does.format(provision.citation)}: that text is {quoted(plain(provision.text))}",
                written.document.place(*written.path, "text"),
                help=kind.mend.format(provision.citation),
                related=[Related(span=provision.span, message=f"{provision.citation} says it so")],
                norm=norm.id,
                provision=provision.id,
                kind=kind.name,
            )
