"""Only what took effect earlier can be superseded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from smpolicy.checks.written import dated
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, Related, report
from smpolicy.in_force import supersedes
from smpolicy.lowering import Lowered
from smpolicy.norms import Instrument, Interpretation


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:
    """Report entries of `supersedes:` that have no effect, since what they name does not take effect earlier."""
    known: Mapping[str, Instrument | Interpretation] = {
        **lowered.instruments, **{each.id: each for each in lowered.interpretations}
    }  # fmt: skip
    for document, form in dated(corpus):
        for index, name in enumerate(form.supersedes):
            own, other = known.get(form.id), known.get(name.partition("#")[0])
            undated = form.status == "draft" and form.dates.effective.from_ is None  # its day is still to be found
            if own is None or other is None or other.id == form.id or undated:
                continue
            if not supersedes(own, other):
                yield report(
                    "supersedes-later",
                    f"`{other.id}` does not take effect earlier than this, so this does not supersede it",
                    document.place("supersedes", index),
                    help="correct the days, or write it the other way round: the later document supersedes the earlier",
                    related=[Related(span=other.span, message="the other one")],
                )
