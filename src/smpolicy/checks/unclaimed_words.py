"""Words of a norm that make no difference to any answer are shown to whoever reviews it."""

from __future__ import annotations

from collections.abc import Iterator

from smpolicy.checks.written import overlay_norms
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, quoted, report
from smpolicy.lowering import Lowered
from smpolicy.readback import unclaimed_words
from smpolicy.wording import span_of


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:
    """Note each stretch of an overlay norm's text that no condition line and no modal word claims."""
    for written in overlay_norms(corpus, lowered):
        if written.form.act:
            where = written.document.place(*written.path, "text")
            for words in unclaimed_words(written.norm, lowered.vocabulary.persons.values()):
                yield report(
                    "unclaimed-words",
                    f"no condition stands beside the words {quoted(words)}",
                    span_of(words, where, written.source),
                    help="if they limit the norm, add a line for them; if they stress or illustrate, leave them",
                    norm=written.norm.id,
                    provision=written.norm.provision,
                )
