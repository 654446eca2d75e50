"""Within an instrument each provision has an id and an eId of its own."""

from __future__ import annotations

from collections.abc import Iterator

from smpolicy.checks.written import instruments, provisions
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, Related, report
from smpolicy.lowering import Lowered
from smpolicy.source import Span


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:  # noqa: ARG001  (every check is called alike)
    """Report ids and eIds that stand twice in one instrument."""
    for document, form in instruments(corpus):
        first: dict[tuple[str, str], Span] = {}
        for provision, path in provisions(form):
            for key, value in (("id", provision.id), ("eid", provision.eid)):
                where = document.place(*path, key)
                if (key, value) in first:
                    yield report(
                        "duplicate-id",
                        f"the {key} `{value}` belongs to another provision too",
                        where,
                        help="give this provision one of its own",
                        related=[Related(span=first[key, value], message="the other one")],
                    )
                first.setdefault((key, value), where)
