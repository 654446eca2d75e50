"""A fact tells whoever is bound by a norm: where none does, the norm would be switched off without a word."""

from __future__ import annotations

from collections.abc import Iterator, Set
from difflib import get_close_matches
from typing import Final

from smpolicy.checks.written import Written, declared_facts, norms
from smpolicy.corpus import Corpus, folder_below_overlays
from smpolicy.diagnostics import Diagnostic, Related, report
from smpolicy.documents import Document, FactForm
from smpolicy.lowering import Lowered
from smpolicy.norms import IS_MEMBER, MEMBER, NEITHER, STATUS, STATUSES
from smpolicy.vocabulary import Fact

#: The fact that tells each bearer, and how it is declared where it is missing.
_TOLD_BY: Final = {**dict.fromkeys(STATUSES, STATUS), MEMBER: IS_MEMBER}
_DECLARE: Final = {
    STATUS: f"declare it in the vocabulary, with the values `{STATUSES[0]}`, `{STATUSES[1]}` and, for who is neither, "
    f"`{NEITHER}`, each with a label in your own words",
    IS_MEMBER: f"declare it in the vocabulary as a yes/no fact, or leave `{MEMBER}` out of `bearer:`",
}


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:
    """Report facts that cannot tell whom norms bind, and bearers whom no fact tells.

    What is wrong with a fact is not said again of the norms that it is to tell of.
    """
    written = list(norms(corpus, lowered))
    bound = {bearer for each in written for bearer in each.norm.bearer}
    unfit: set[str] = set()
    for document, name, form in declared_facts(corpus):
        fact = lowered.vocabulary.facts.get(name)
        if fact is not None and fact.span == document.place("facts", name):
            for fault in _unfit(fact, form, document, bound):
                unfit.add(name)
                yield fault
    yield from _untold(written, corpus, lowered, unfit)


def _unfit(fact: Fact, form: FactForm, document: Document, bound: Set[str]) -> Iterator[Diagnostic]:
    """Yield what keeps a fact from telling who is who."""
    told = [bearer for bearer in _TOLD_BY if _TOLD_BY[bearer] == fact.name and bearer in bound]
    if not told:
        return
    if not _can_tell(fact):
        yield report(
            "unknown-bearer",
            f"`{fact.name}` is {fact.domain.describe()}, which does not tell who is `{told[0]}`",
            document.place("facts", fact.name, key=True),
            help=_DECLARE[fact.name],
        )
        return
    for value in fact.domain.names():
        if value not in (*STATUSES, NEITHER):
            yield _unknown_status(value, document)
    if form.derived is not None:
        yield from _never_derived(fact, form, document, told)


def _can_tell(fact: Fact) -> bool:
    """Whether a fact is such that it can tell who is who: one of a list of who there is, or yes or no of one."""
    return (
        bool(fact.domain.names() and not fact.domain.members())
        if fact.name == STATUS
        else fact.domain.read(True) is True
    )


def _unknown_status(value: str, document: Document) -> Diagnostic:
    near = get_close_matches(value, (*STATUSES, NEITHER), n=1)
    known = f"write `{STATUSES[0]}`, `{STATUSES[1]}` or, for who is neither, `{NEITHER}`; the label can be any words"
    return report(
        "unknown-bearer",
        f"no norm can bind who is `{value}`",
        document.place("facts", STATUS, "values", value, key=True),
        help=f"did you mean `{near[0]}`?" if near else known,
    )


def _never_derived(fact: Fact, form: FactForm, document: Document, told: list[str]) -> Iterator[Diagnostic]:
    """Yield the bearers that a derived fact never comes out as; a value that it cannot have is reported for itself."""
    values = fact.domain.follows_as()
    if isinstance(form.derived, dict) and not set(form.derived) <= set(values):
        return
    cases = {value for value, _ in fact.cases}
    for bearer in told:
        value = bearer if fact.name == STATUS else "true"
        if value in values and value not in cases:
            yield report(
                "unknown-bearer",
                f"nothing says who is `{bearer}`, and norms bind them",
                document.place("facts", fact.name, "derived"),
                help=f"write from which facts it follows that somebody is `{bearer}`: `{value}: {{some.fact: true}}`",
            )


def _untold(written: list[Written], corpus: Corpus, lowered: Lowered, unfit: Set[str]) -> Iterator[Diagnostic]:
    """Yield the bearers whom no fact tells, each once: in the base or, where no norm there binds them, per document."""
    read = {document.path for document in corpus.documents}
    if any(path not in read and folder_below_overlays(path) is None for path in corpus.files):
        return  # the fact may stand in a file that could not be read, which is reported, and which everything rests on
    said: set[tuple[str, str]] = set()
    for each in sorted(written, key=lambda each: each.overlay is not None):
        for place, bearer in enumerate(each.norm.bearer):
            name = _TOLD_BY.get(bearer)
            fact = lowered.vocabulary.facts.get(name) if name else None
            told = name is None or name in unfit or (fact is not None and bearer in (*fact.domain.names(), MEMBER))
            what = bearer if fact else name or ""
            home = "" if each.overlay is None else each.document.path
            if told or not said.isdisjoint({(what, ""), (what, home)}):
                continue
            said.add((what, home))
            yield _unknown(bearer, name or "", fact, each, place)


def _unknown(bearer: str, name: str, fact: Fact | None, written: Written, place: int) -> Diagnostic:
    stated = written.form.bearer is not None
    message = f"this binds `{bearer}`, which is no value of `{name}`"
    both = " and ".join(f"`{each}`" for each in STATUSES)
    mend = "name others" if stated else f"name in `bearer:` who is bound: without it, {both} are"
    help_ = f"declare `{bearer}` among its values, or {mend}"
    if fact is None:
        message = f"this binds `{bearer}`, and there is no fact `{name}` to tell who that is"
        help_ = _DECLARE[name]
    return report(
        "unknown-bearer",
        message,
        written.document.place(*written.path, *(("bearer", place) if stated else ()), key=not stated),
        help=help_,
        related=[Related(span=fact.span, message="its values stand here")] if fact and fact.span else (),
        norm=written.norm.id,
        provision=written.norm.provision,
    )
