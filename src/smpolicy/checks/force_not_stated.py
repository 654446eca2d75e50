"""Where a norm names an act, its words or the document say with what force, and whether to do it or leave it undone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import norms
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, report
from smpolicy.lowering import Lowered

_FORCES: Final = "`force:` as `mandatory`, `should`, `expected`, `encouraged`, `requested` or `permitted`"
_POLARITIES: Final = "`polarity:` as `do` or `refrain`"


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:
    """Report acts that are asked for with no force, or in no direction."""
    for written in norms(corpus, lowered):
        norm, form = written.norm, written.form
        force = norm.force == "none" and form.force is None
        polarity = norm.polarity is None
        if not form.act or not (force or polarity):
            continue
        words = f" (`{norm.force_words}`)" if norm.force_words else ""
        what = [
            *(["with what force it asks for its act"] if force else []),
            *(["whether the act is to be done or left undone"] if polarity else []),
        ]
        missing = [*([_FORCES] if force else []), *([_POLARITIES] if polarity else [])]
        yield report(
            "force-not-stated",
            f"the words of this norm{words} leave open {' and '.join(what)}",
            written.document.place(*written.path, "text"),
            help=f"say it in the text, as with `shall not` or `should`, or add {' and '.join(missing)}",
            norm=norm.id,
            provision=norm.provision,
        )
