"""Only what took effect earlier can be superseded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from smpolicy.checks.written import dated
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, Related, report
from smpolicy.lowering import Lowered
from smpolicy.norms import Instrument, Interpretation


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:
    """Report entries of `supersedes:` that have no effect, since what they name takes effect later or is issued."""
    known: Mapping[str, Instrument | Interpretation] = {
        **lowered.instruments, **{each.id: each for each in lowered.interpretations}
    }  # fmt: skip
    for document, form in dated(corpus):
        for index, name in enumerate(form.supersedes):
            other, start = known.get(name.partition("#")[0]), form.dates.effective.from_
            if other is None or other.id == form.id or start is None:
                continue
            if (start, form.id) < (other.effective.start or date.min, other.id):
                yield report(
                    "supersedes-later",
                    f"`{other.id}` takes effect later than this, so this does not supersede it",
                    document.place("supersedes", index),
                    help="correct the days, or write it the other way round: the later document supersedes the earlier",
                    related=[Related(span=other.span, message="the later one")],
                )
