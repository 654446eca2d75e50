"""An overlay replaces overlays of its own structure, or single norms of one."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from smpolicy.checks.written import Checked
from smpolicy.documents.corpus import Corpus
from smpolicy.documents.forms import InterpretationForm
from smpolicy.foundations.diagnostics import Diagnostic, report
from smpolicy.lowering.lowering_rules import UNKNOWN_DOCUMENT as RULE
from smpolicy.lowering.overlays import owner
from smpolicy.meaning.naming import Words
from smpolicy.meaning.norms import Instrument


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report entries of `supersedes:` that name no other overlay of the structure, and no norm of one."""
    yield from _interpretations(checked)
    issued: dict[str | None, list[Instrument]] = {}
    for each in checked.lowered.instruments.values():
        issued.setdefault(each.structure, []).append(each)
    of = {name: each for each in checked.lowered.instruments.values() for name in _names(each)}
    for document, form in checked.overlays():
        words = checked.words_for(document)
        for index, name in enumerate(form.supersedes):
            named = of.get(name)
            if named is not None and named.structure == owner(form) and named.id != form.id:
                continue
            others = [each for each in issued.get(owner(form), []) if each.id != form.id]
            lapsed = name in checked.lapsed and name.partition("#")[0] in [each.id for each in others]
            if not lapsed and not _spoilt(name, others, checked.corpus):
                yield report(
                    RULE,
                    f"`{owner(form)}` has no other {words.local_text}, and no norm of one, called `{name}`",
                    document.place("supersedes", index),
                    help=_help(name, others, words),
                )


def _names(issuance: Instrument) -> list[str]:
    """Return by what an issuance and its norms can be named."""
    return [issuance.id, *(norm.id for norm in issuance.norms)]


def _interpretations(checked: Checked) -> Iterator[Diagnostic]:
    interpretations = [each.id for each in checked.lowered.interpretations]
    for document, form in checked.dated():
        for index, name in enumerate(form.supersedes if isinstance(form, InterpretationForm) else ()):
            if name not in interpretations or name == form.id:
                near = get_close_matches(name, [each for each in interpretations if each != form.id], n=1)
                yield report(
                    RULE,
                    f"no other interpretation is called `{name}`",
                    document.place("supersedes", index),
                    help=f"did you mean `{near[0]}`?" if near else "name an interpretation by its id",
                )


def _spoilt(name: str, others: list[Instrument], corpus: Corpus) -> bool:
    """Whether what is named may have been left out, since it was written wrongly: that is reported there."""
    return any(_may_be(name, other, key) for other in others for key in corpus.spoilt.get(other.span.path, ()))


def _may_be(name: str, other: Instrument, key: str) -> bool:
    return key == "id" or (key in ("norms", "structures") and name.startswith(f"{other.id}#"))


def _help(name: str, others: list[Instrument], words: Words) -> str:
    near = get_close_matches(name, [name for other in others for name in _names(other)], n=1)
    if near:
        return f"did you mean `{near[0]}`?"
    if not others:
        return f"remove the entry: there is no other {words.local_text} of this structure here"
    return f"its other {words.local_texts} are " + ", ".join(f"`{each.id}`" for each in others)
