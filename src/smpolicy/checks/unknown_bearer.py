"""A fact tells whoever is bound by a norm: where none does, the norm would be switched off without a word."""

from __future__ import annotations

from collections.abc import Iterator, Set
from difflib import get_close_matches
from typing import Final

from smpolicy.checks.written import Checked, Written
from smpolicy.corpus import Corpus, folder_below_overlays
from smpolicy.diagnostics import Diagnostic, Related, Rule, report
from smpolicy.documents import Document, FactForm
from smpolicy.lowering import Lowered
from smpolicy.lowering.context import declares
from smpolicy.norms import IS_MEMBER, MEMBER, NEITHER, STATUS, STATUSES
from smpolicy.vocabulary import Fact

RULE: Final = Rule(
    code="SMP419",
    name="unknown-bearer",
    severity="error",
    summary="A norm binds somebody whom no fact tells, or the fact that tells who is bound has a value that no norm "
    "can bind. Such a norm would apply to nobody, and no answer would ever rest on it. Norms bind `osce_official`, "
    "`non_osce_staff` (both, where nothing else is said) and `staff_mission_member`; the first two are values of "
    "`person.status`, where `other` is who is neither, and the third is told by `person.is_staff_mission_member`.",
    mend="Declare the fact in the vocabulary, with these values. The labels beside them, which people see, can be any "
    "words.",
    wrong="person.status:\n  question: Who are you?\n  values: {employee: an employee, contractor: a contractor}",
    right="person.status:\n  question: Who are you?\n  values: {osce_official: an employee, "
    "non_osce_staff: a contractor, other: neither}",
    rests_on_elsewhere=(("smpolicy/vocabulary@1", "facts"),),
)

#: The fact that tells each bearer, and how it is declared where it is missing.
_TOLD_BY: Final = {**dict.fromkeys(STATUSES, STATUS), MEMBER: IS_MEMBER}
_DECLARE: Final = {
    STATUS: f"declare it in the vocabulary, with the values `{STATUSES[0]}`, `{STATUSES[1]}` and, for who is neither, "
    f"`{NEITHER}`, each with a label in your own words",
    IS_MEMBER: f"declare it in the vocabulary as a yes/no fact, or leave `{MEMBER}` out of `bearer:`",
}


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report facts that cannot tell whom norms bind, and bearers whom no fact tells.

    What is wrong with a fact is not said again of the norms that it is to tell of.
    """
    written = list(checked.whole.norms)
    bound = {bearer for each in written for bearer in each.norm.bearer}
    unfit: set[str] = set()
    for document, name, form in checked.whole.declared_facts():
        fact = checked.lowered.vocabulary.facts.get(name)
        if fact is not None and declares(document, fact):
            for fault in _unfit(fact, form, document, bound):
                unfit.add(name)
                yield fault
    yield from _untold(written, checked.corpus, checked.lowered, unfit)


def _unfit(fact: Fact, form: FactForm, document: Document, bound: Set[str]) -> Iterator[Diagnostic]:
    """Yield what keeps a fact from telling who is who."""
    told = [bearer for bearer in _TOLD_BY if _TOLD_BY[bearer] == fact.name and bearer in bound]
    if not told:
        return
    if not _can_tell(fact):
        yield report(
            RULE,
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
        RULE,
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
                RULE,
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
        RULE,
        message,
        written.document.place(*written.path, *(("bearer", place) if stated else ()), key=not stated),
        help=help_,
        related=[Related(span=fact.span, message="its values stand here")] if fact and fact.span else (),
        norm=written.norm.id,
        provision=written.norm.provision,
    )
