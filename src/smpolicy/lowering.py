"""Documents to norms: the only module that knows both sides.

Nothing is raised for what a document says: each fault is a diagnostic with its place, and the rest is lowered anyway.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any, Final, cast

from smpolicy.conditions import (
    ALWAYS,
    NEVER,
    All,
    AnyOf,
    ByReading,
    Condition,
    Not,
    Relation,
    Test,
    Value,
)
from smpolicy.diagnostics import Diagnostic, Related, quoted, report
from smpolicy.documents import (
    ContactForm,
    Document,
    FactForm,
    InstrumentForm,
    NormForm,
    OverlayForm,
    ProvisionForm,
    StructureForm,
    StructuresForm,
    VocabularyForm,
)
from smpolicy.norms import (
    Contact,
    Instrument,
    Line,
    Modality,
    Name,
    Norm,
    PrecedenceClause,
    Provision,
    Remark,
    Slot,
    Step,
    Structure,
    conjunction,
    read_modality,
)
from smpolicy.timeline import Interval
from smpolicy.vocabulary import Constraint, Domain, Fact, OpenQuestion, Vocabulary, read_answer

_ORDINALS: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NUMBER_TESTS: Final[Mapping[str, Relation]] = {
    "under": "under",
    "at_least": "at-least",
    "over": "over",
    "at_most": "at-most",
}
_SET_TESTS: Final[Mapping[str, Relation]] = {"has": "has", "lacks": "lacks", "any_of": "any-of"}
_CONNECTIVES: Final = ("all", "any", "not", "readings")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lowered:
    """What a set of documents means, and the faults found on the way."""

    vocabulary: Vocabulary
    instruments: Mapping[str, Instrument]
    structures: Mapping[str, Structure]
    faults: tuple[Diagnostic, ...]


@dataclass(slots=True)
class _Context:
    """What the lowering of one set of documents has gathered so far."""

    facts: dict[str, Fact] = field(default_factory=dict)
    questions: dict[str, OpenQuestion] = field(default_factory=dict)
    provisions: dict[str, Provision] = field(default_factory=dict)
    faults: list[Diagnostic] = field(default_factory=list)


def lower(documents: Iterable[Document]) -> Lowered:
    """Lower documents to a vocabulary, instruments and structures; their order does not matter."""
    context = _Context()
    ordered = sorted(documents, key=lambda document: (_id(document), document.path))
    bases = [document for document in ordered if isinstance(document.form, InstrumentForm)]
    overlays = [document for document in ordered if isinstance(document.form, OverlayForm)]
    _unique_ids(ordered, context)
    for document in ordered:
        if isinstance(document.form, VocabularyForm | OverlayForm):
            _declare_facts(document, context)
    for document in bases:
        _declare_questions(document, context)
    constraints = tuple(constraint for document in ordered for constraint in _constraints(document, context))
    for document in ordered:
        if isinstance(document.form, VocabularyForm):
            _derive_facts(document, context)
    for document in bases:
        for provision in _provisions(document):
            context.provisions.setdefault(provision.id, provision)
    instruments: dict[str, Instrument] = {}
    for document in bases:
        instruments.setdefault(_id(document), _instrument(document, context))
    for document in overlays:
        instruments.setdefault(_id(document), _overlay(document, context))
    _define_by_norms(instruments.values(), context)
    structures = _structures(ordered, context)
    vocabulary = Vocabulary(facts=context.facts, questions=context.questions, constraints=constraints)
    return Lowered(vocabulary=vocabulary, instruments=instruments, structures=structures, faults=tuple(context.faults))


def _id(document: Document) -> str:
    return getattr(document.form, "id", "")


def _unique_ids(documents: Iterable[Document], context: _Context) -> None:
    first: dict[str, Document] = {}
    for document in documents:
        if not _id(document):
            continue
        other = first.setdefault(_id(document), document)
        if other is not document:
            context.faults.append(
                report(
                    "duplicate-id",
                    f"`{_id(document)}` is the id of another document too",
                    document.place("id"),
                    help="give this document an id of its own",
                    related=[Related(span=other.place("id"), message="the other one")],
                )
            )


# Facts, questions, constraints


def _declare_facts(document: Document, context: _Context) -> None:
    form = cast("VocabularyForm | OverlayForm", document.form)
    conduct = _facts_in_acts(form) if isinstance(form, OverlayForm) else frozenset()
    prefix = f"{form.id.partition('/')[0]}." if isinstance(form, OverlayForm) else ""
    for name, said in form.facts.items():
        place = document.place("facts", name, key=True)
        declared = FactForm(question=said) if isinstance(said, str) else said
        if prefix and not name.startswith(prefix):
            context.faults.append(
                report(
                    "foreign-prefix",
                    f"the local fact `{name}` does not begin with `{prefix}`",
                    place,
                    help=f"call it `{prefix}{name.rpartition('.')[2]}`, lest it is taken for another structure's",
                )
            )
        if name in context.facts:
            context.faults.append(
                report("duplicate-id", f"the fact `{name}` is declared twice", place, help="remove one of the two")
            )
            continue
        context.facts[name] = _fact(name, declared, document, conduct, context)


def _facts_in_acts(form: OverlayForm) -> frozenset[str]:
    norms = [*form.norms.values(), *(norm for part in form.structures.values() for norm in part.norms.values())]
    return frozenset(name for norm in norms for name in _names_in(norm.act))


def _names_in(form: object) -> Iterator[str]:
    """Yield every key in a nest of conditions: fact names among them."""
    if isinstance(form, dict):
        for key, value in form.items():
            yield key
            yield from _names_in(value)
    elif isinstance(form, list):
        for each in form:
            yield from _names_in(each)


def _fact(name: str, form: FactForm, document: Document, conduct: frozenset[str], context: _Context) -> Fact:
    if form.unit:
        domain = Domain(kind="integer", unit=form.unit)
    elif form.members is not None:
        domain = Domain(kind="set", values=tuple(form.members.items()))
    elif form.values is not None:
        domain = Domain(kind="enum", values=tuple(form.values.items()))
    else:
        domain = Domain(kind="boolean")
    kind = "derived" if form.derived is not None else form.kind or ("conduct" if name in conduct else "circumstance")
    neutral: Value | None = None
    if kind == "conduct":
        said = form.neutral
        if said is None and domain.kind in ("boolean", "set"):
            said = False if domain.kind == "boolean" else []
        answer = None if said is None else read_answer(domain, said)
        if answer is None and said is not None:
            context.faults.append(
                report(
                    "unknown-value",
                    f"the neutral value of `{name}` must be {domain.describe()}",
                    document.place("facts", name, "neutral"),
                    help="name the value at which this conduct by itself departs from nothing",
                )
            )
        neutral = cast("Value | None", answer)
    return Fact(
        name=name,
        domain=domain,
        question=form.question or form.meaning or name,
        help=form.help or "",
        kind=cast(Any, kind),
        neutral=neutral,
        answered_by="derived" if kind == "derived" else form.answered_by or "user",
        note=form.note or "",
        span=document.place("facts", name),
    )


def _derive_facts(document: Document, context: _Context) -> None:
    for name, form in cast(VocabularyForm, document.form).facts.items():
        if isinstance(form.derived, dict):
            cases = tuple(
                (value, _condition(each, document, ("facts", name, "derived", value), context))
                for value, each in form.derived.items()
            )
            context.facts[name] = replace(context.facts[name], cases=cases)


def _define_by_norms(instruments: Iterable[Instrument], context: _Context) -> None:
    """Give each fact that norms define its condition: every line of every such norm."""
    defining: dict[str, list[Norm]] = {}
    for instrument in instruments:
        for norm in instrument.norms:
            if norm.defines:
                defining.setdefault(norm.defines, []).append(norm)
    for name, norms in defining.items():
        fact = context.facts.get(name)
        if fact is None or fact.kind != "derived":
            context.faults.append(
                report(
                    "unknown-fact",
                    f"`{name}` is no derived fact, so no norm can define it",
                    norms[0].span,
                    help="declare it in the vocabulary with `derived: by-norm`",
                )
            )
            continue
        holds = All(parts=tuple(conjunction(norm.when) for norm in norms))
        context.facts[name] = replace(fact, cases=(("true", holds),))


def _declare_questions(document: Document, context: _Context) -> None:
    form = cast(InstrumentForm, document.form)
    for key, question in form.open_questions.items():
        full = f"{form.id}:{key}"
        context.questions[full] = OpenQuestion(
            id=full,
            number=question.number,
            question=question.question,
            readings=tuple(question.readings.items()),
            touches=tuple(question.touches),
            raised_by=question.raised_by,
            unraised=question.unraised,
            reviewed_by=question.reviewed_by,
            span=document.place("open_questions", key),
        )


def _constraints(document: Document, context: _Context) -> Iterator[Constraint]:
    if not isinstance(document.form, VocabularyForm):
        return
    for index, form in enumerate(document.form.constraints):
        path = ("constraints", index)
        if form.if_and_only_if is not None:
            one, other = (
                _condition(each, document, (*path, "if_and_only_if", n), context)
                for n, each in enumerate(form.if_and_only_if)
            )
            condition: Condition = AnyOf(parts=(All(parts=(one, other)), All(parts=(Not(part=one), Not(part=other)))))
        else:
            given = _condition(form.if_ or {}, document, (*path, "if"), context)
            then = _condition(form.then or {}, document, (*path, "then"), context)
            condition = AnyOf(parts=(Not(part=given), then))
        yield Constraint(why=form.why, condition=condition, span=document.place(*path))


# Conditions


def _condition(form: object, document: Document, path: tuple[str | int, ...], context: _Context) -> Condition:
    """Lower a condition; what cannot be understood is reported and never holds."""
    if not isinstance(form, dict):
        context.faults.append(
            report(
                "not-a-condition",
                f"`{_written(form)}` is no condition: expected facts with their values",
                document.place(*path),
                help="write a fact and its value between braces: `{activity.interaction: post}`",
            )
        )
        return NEVER
    parts = tuple(_test(key, value, document, (*path, key), context) for key, value in form.items())
    return parts[0] if len(parts) == 1 else All(parts=parts)


def _test(key: str, value: object, document: Document, path: tuple[str | int, ...], context: _Context) -> Condition:
    if key in ("all", "any"):
        if not isinstance(value, list):
            context.faults.append(
                report(
                    "not-a-condition",
                    f"`{key}` needs a list of conditions",
                    document.place(*path),
                    help=f"write `{key}: [{{first.fact: true}}, {{second.fact: true}}]`",
                )
            )
            return NEVER
        parts = tuple(_condition(each, document, (*path, n), context) for n, each in enumerate(value))
        return All(parts=parts) if key == "all" else AnyOf(parts=parts)
    if key == "not":
        return Not(part=_condition(value, document, path, context))
    if key == "readings":
        return _by_reading(value, document, path, context)
    fact = context.facts.get(key)
    if fact is None:
        if ("facts", key) not in document.places:  # declared, but not as it must be: reported there
            context.faults.append(_unknown_fact(key, document, path, context))
        return NEVER
    lowered = _fact_test(fact, value)
    if lowered is None:
        context.faults.append(
            report(
                "unknown-value",
                f"`{_written(value)}` is no value of `{key}`",
                document.place(*path),
                help=_value_help(fact, value),
            )
        )
        return NEVER
    return lowered


def _unknown_fact(name: str, document: Document, path: tuple[str | int, ...], context: _Context) -> Diagnostic:
    near = Vocabulary(facts=context.facts, questions={}, constraints=()).nearest(name)
    local = isinstance(document.form, OverlayForm) and name.startswith(f"{document.form.id.partition('/')[0]}.")
    declare = f"declare it under `facts:`, as `{name}: a question?`" if local else "use a fact that is declared"
    mend = f"did you mean `{near}`?" if near else declare
    return report("unknown-fact", f"no fact is called `{name}`", document.place(*path, key=True), help=mend)


def _value_help(fact: Fact, value: object) -> str:
    near = get_close_matches(str(value), fact.domain.names(), n=1) if isinstance(value, str) else []
    part = {
        "set": ", or a part of it as `{has: [...]}`, `{lacks: [...]}` or `{any_of: [...]}`",
        "integer": ", or a bound as `{under: 24}`",
    }
    expected = f"expected {fact.domain.describe()}{part.get(fact.domain.kind, '')}"
    return (f"did you mean `{near[0]}`? " if near else "") + expected


def _written(value: object) -> str:
    """Write a value as it would stand in a document."""
    match value:
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case list():
            return f"[{', '.join(map(_written, value))}]"
        case dict():
            return f"{{{', '.join(f'{key}: {_written(each)}' for key, each in value.items())}}}"
        case _:
            return quoted(str(value)).strip("`")


def _fact_test(fact: Fact, value: object) -> Condition | None:
    """Lower one test; `None` where the value does not fit the fact's domain."""
    kind = fact.domain.kind
    if kind == "set":
        if isinstance(value, dict):
            parts = [_set_test(fact, relation, members) for relation, members in value.items()]
            return All(parts=tuple(part for part in parts if part is not None)) if parts and None not in parts else None
        members = read_answer(fact.domain, value) if isinstance(value, list) else None
        return (
            Test(fact=fact.name, relation="exactly", operand=frozenset(members))
            if isinstance(members, frozenset)
            else None
        )
    if kind == "integer" and isinstance(value, dict):
        bounds = [
            Test(fact=fact.name, relation=_NUMBER_TESTS[relation], operand=frozenset((bound,)))
            for relation, bound in value.items()
            if relation in _NUMBER_TESTS and isinstance(read_answer(fact.domain, bound), int)
        ]
        return All(parts=tuple(bounds)) if bounds and len(bounds) == len(value) else None
    options = value if isinstance(value, list) else [value]
    answers = [read_answer(fact.domain, option) for option in options]
    if not answers or not all(isinstance(answer, bool | str | int) for answer in answers):
        return None
    return Test(fact=fact.name, relation="one-of", operand=frozenset(cast("list[bool | str | int]", answers)))


def _set_test(fact: Fact, relation: str, members: object) -> Condition | None:
    answer = read_answer(fact.domain, members) if isinstance(members, list) and members else None
    if relation not in _SET_TESTS or not isinstance(answer, frozenset):
        return None
    return Test(fact=fact.name, relation=_SET_TESTS[relation], operand=frozenset(answer))


def _by_reading(value: object, document: Document, path: tuple[str | int, ...], context: _Context) -> Condition:
    """Lower a condition that depends on how one open question is read."""
    if not isinstance(value, dict) or len(value) != 1 or not isinstance(next(iter(value.values())), dict):
        context.faults.append(
            report(
                "not-a-condition",
                "`readings` needs one open question, with a condition for each of its readings",
                document.place(*path),
                help="write `readings: {si31:q1: {sought: {...}, obtained: {...}}}`",
            )
        )
        return NEVER
    ((name, branches),) = value.items()
    question = context.questions.get(name)
    expected = dict(question.readings) if question else {}
    if set(branches) != set(expected) or not expected:
        known = ", ".join(f"`{reading}`" for reading in expected) or "none: there is no such question"
        context.faults.append(
            report(
                "unknown-reading",
                f"the readings given for `{name}` are not those of the open question",
                document.place(*path, name, key=True),
                help=f"its readings are {known}",
            )
        )
        return NEVER
    return ByReading(
        question=name,
        readings=tuple(
            (reading, _condition(branches[reading], document, (*path, name, reading), context)) for reading in expected
        ),
    )


def _lines(
    form: Mapping[str, Any], document: Document, path: tuple[str | int, ...], context: _Context
) -> tuple[Line, ...]:
    lines: list[Line] = []
    for words, each in form.items():
        if words == "implied":
            lines.extend(_implied(each, document, (*path, words), context))
        else:
            lines.append(
                Line(
                    words=words,
                    condition=_condition(each, document, (*path, words), context),
                    span=document.place(*path, words, key=True),
                )
            )
    return tuple(lines)


def _implied(form: object, document: Document, path: tuple[str | int, ...], context: _Context) -> Iterator[Line]:
    for index, each in enumerate(form if isinstance(form, list) else [form]):
        here = (*path, index) if isinstance(form, list) else path
        if not isinstance(each, dict) or set(each) != {"because", "holds"} or not isinstance(each["because"], str):
            context.faults.append(
                report(
                    "not-a-condition",
                    "what is implied needs `because`, a reason, and `holds`, a condition",
                    document.place(*here),
                    help="write `implied: [{because: why the words need not say it, holds: {some.fact: true}}]`",
                )
            )
            continue
        condition = _condition(each["holds"], document, (*here, "holds"), context)
        yield Line(words=None, because=each["because"], condition=condition, span=document.place(*here))


# Instruments


def _provisions(document: Document) -> Iterator[Provision]:
    form = cast(InstrumentForm, document.form)

    def walk(
        forms: list[ProvisionForm], path: tuple[str | int, ...], depth: int, parent: Provision | None, cited: str
    ) -> Iterator[Provision]:
        counts: dict[str, int] = {}
        for index, each in enumerate(forms):
            counts[each.kind] = counts.get(each.kind, 0) + 1
            citation = _cited(cited, each, counts[each.kind], form.short)
            here = (*path, index)
            provision = Provision(
                id=f"{form.id}:{each.id}",
                instrument=form.id,
                kind=each.kind,
                eid=each.eid,
                number=each.number or "",
                heading=each.heading or "",
                text=each.text or "",
                depth=depth,
                parent=parent.id if parent else None,
                citation=citation,
                reproduces=tuple(each.reproduces),
                not_operative=tuple((entry.words, entry.because) for entry in each.not_operative),
                note=each.note or "",
                span=document.place(*here, "text" if each.text else "id"),
            )
            yield provision
            yield from walk(each.provisions, (*here, "provisions"), depth + 1, provision, citation)

    yield from walk(form.provisions, ("provisions",), 0, None, form.short)


def _cited(above: str, form: ProvisionForm, count: int, short: str) -> str:
    """Extend a citation by one step, as a lawyer would: the printed number, or the place among its like."""
    number = (form.number or "").rstrip(".:")
    if form.kind in ("group", "bullet") or not number:
        word = {"group": "heading", "bullet": "bullet"}.get(form.kind, "paragraph")
        if form.kind == "part":
            return f"{short}, {(form.heading or form.id).rstrip(':')}"
        return f"{above}, {_ORDINALS[count - 1]} {word}"
    if form.kind == "footnote":
        return f"{above}, footnote {count}"
    if number.startswith("("):
        return f"{above} {number}"
    return f"{short}, {number}" if short[-1].isdigit() else f"{short} {number}"


def _instrument(document: Document, context: _Context) -> Instrument:
    form = cast(InstrumentForm, document.form)
    scope = _condition(form.scope.holds, document, ("scope", "holds"), context) if form.scope.holds else ALWAYS
    governing = _governing(form)
    norms = _govern(
        [
            _norm(
                f"{form.id}:{key}",
                each,
                document,
                ("norms", key),
                context,
                home=form.id,
                structure=None,
                governing=governing,
            )
            for key, each in form.norms.items()
        ],
        context,
    )
    return Instrument(
        id=form.id,
        title=form.title,
        number=form.number,
        short=form.short,
        issuer=form.issuer.body or "",
        layer=form.layer,
        version=form.version,
        digest=document.digest,
        status=form.status,
        issued=form.dates.issued,
        effective=form.dates.effective.interval(),
        scope=scope,
        scope_with=form.scope.with_,
        stated_by=tuple(f"{form.id}:{key}" for key in form.scope.stated_by),
        precedence=_precedence(form),
        preamble=tuple(form.preamble),
        provisions=tuple(_provisions(document)),
        norms=norms,
        slots={
            f"{form.id}:{key}": Slot(
                id=f"{form.id}:{key}",
                provision=f"{form.id}:{slot.under}",
                words=slot.words,
                open=slot.open,
                contact=_contact(slot.contact, form.id),
                span=document.place("slots", key),
            )
            for key, slot in form.slots.items()
        },
        note=form.note or "",
        span=document.place("id"),
    )


def _precedence(form: InstrumentForm) -> PrecedenceClause | None:
    if form.precedence is None:
        return None
    return PrecedenceClause(
        provision=f"{form.id}:{form.precedence.under}",
        words=form.precedence.words,
        layer=form.precedence.over.layer,
        promulgated_in=tuple(form.precedence.over.promulgated_in),
        effect=form.precedence.effect,
    )


def _contact(form: ContactForm | None, document: str) -> Contact | None:
    if form is None:
        return None
    return Contact(name=form.name or form.role or "", email=form.email, reviewed=form.reviewed, document=document)


def _overlay(document: Document, context: _Context) -> Instrument:
    form = cast(OverlayForm, document.form)
    structure = (form.issuer.structure if form.issuer else form.proposed_for) or form.id.partition("/")[0]
    parts: list[tuple[str, tuple[str | int, ...], Mapping[str, NormForm]]] = [(structure, (), form.norms)]
    parts += [(name, ("structures", name), part.norms) for name, part in form.structures.items()]
    norms = []
    for owner, path, forms in parts:
        for key, each in forms.items():
            prefix = f"{form.id}#" if owner == structure else f"{form.id}#{owner.partition('/')[2]}/"
            norms.append(
                _norm(
                    f"{prefix}{key}",
                    each,
                    document,
                    (*path, "norms", key),
                    context,
                    home="",
                    structure=owner,
                    governing={},
                )
            )
    remarks = [
        Remark(
            kind=each.kind,
            provision=each.under or each.replaces or form.under,
            text=each.text,
            structure=structure,
            span=document.place("claims", n),
        )
        for n, each in enumerate(form.claims)
    ]
    fills = {(structure, slot): contact for slot, contact in form.slots.items()}
    guides = [(structure, (), form.guidance)]
    for name, part in form.structures.items():
        fills |= {(name, slot): contact for slot, contact in part.slots.items()}
        guides.append((name, cast(Any, ("structures", name)), part.guidance))
    remarks += [
        Remark(
            kind="guidance",
            provision=each.under,
            text=each.text,
            structure=owner,
            span=document.place(*path, "guidance", n),
        )
        for owner, path, forms_ in guides
        for n, each in enumerate(forms_)
    ]
    return Instrument(
        id=form.id,
        title=form.title,
        number=form.source.title if form.source else form.id,
        short=form.source.title if form.source else form.id,
        issuer=(form.issuer.signed_by or "") if form.issuer else "",
        layer=form.layer,
        version=str(form.dates.issued) if form.dates.issued else form.status,
        digest=document.digest,
        status=form.status,
        issued=form.dates.issued,
        effective=form.dates.effective.interval(),
        scope=ALWAYS,
        scope_with=form.under.partition(":")[0],
        stated_by=(),
        precedence=None,
        preamble=(),
        provisions=(),
        norms=_govern(norms, context),
        slots={},
        structure=structure,
        drafted_by=form.drafted_by or "",
        context=form.context or "",
        fills={key: contact for key, each in fills.items() if (contact := _contact(each, form.id))},
        remarks=tuple(remarks),
        terms=form.terms,
        supersedes=tuple(form.supersedes),
        substructures={name: part.name or name for name, part in form.structures.items()},
        note=form.note or "",
        span=document.place("id"),
    )


def _norm(
    full: str,
    form: NormForm,
    document: Document,
    path: tuple[str | int, ...],
    context: _Context,
    *,
    home: str,
    structure: str | None,
    governing: Mapping[str, Modality],
) -> Norm:
    overlay = document.form if isinstance(document.form, OverlayForm) else None
    under = _anchor(form.under, home, overlay)
    provision = context.provisions.get(under)
    if provision is None:
        context.faults.extend(_unknown_provision(form.under, under, document, path, context))
    modality = _modality(form, under, governing, context)
    unless = form.unless if isinstance(form.unless, list) else [form.unless] if form.unless else []
    title = overlay and (overlay.source.title if overlay.source else overlay.id)
    return Norm(
        id=full,
        instrument=_id(document),
        provision=under,
        citation=f"{title}, {full.rpartition('#')[2]}" if title else provision.citation if provision else full,
        text=" ".join(form.text.split()),
        kind=form.kind or "",
        force=form.force or modality.force or "none",
        polarity=form.polarity or modality.polarity,
        force_words=modality.words,
        bearer=tuple(form.bearer or ("osce_official", "non_osce_staff")),
        act=_lines(form.act, document, (*path, "act"), context),
        when=_lines(form.when, document, (*path, "when"), context),
        unless=tuple(
            _lines(
                each, document, (*path, "unless", n) if isinstance(form.unless, list) else (*path, "unless"), context
            )
            for n, each in enumerate(unless)
        ),
        role=form.role,
        own_scope=form.scope == "own",
        governs=form.governs == "below",
        defines=form.defines,
        step=_step(form, home),
        structure=structure,
        draft=overlay is not None and overlay.status == "draft",
        note=form.note or "",
        reviewed_by=form.reviewed_by,
        span=document.place(*path, "text"),
    )


def _step(form: NormForm, home: str) -> Step | None:
    if form.step is None:
        return None
    slot = form.step.contact and _local(form.step.contact, home)
    return Step(do=form.step.do, slot=slot, on=form.step.on or ("applies" if form.role == "step" else "broken"))


def _local(name: str, home: str) -> str:
    return name if ":" in name or not home else f"{home}:{name}"


def _anchor(under: str, home: str, overlay: OverlayForm | None) -> str:
    """Return the provision that `under` names; one's own norm stands where that norm stands."""
    seen = set()
    while overlay is not None and under.startswith("#") and under not in seen:
        seen.add(under)
        own = overlay.norms.get(under[1:])
        if own is None:
            return under
        under = own.under
    return _local(under, home)


def _unknown_provision(
    said: str, under: str, document: Document, path: tuple[str | int, ...], context: _Context
) -> Iterator[Diagnostic]:
    """Report a provision that does not exist, unless what is wrong was reported elsewhere."""
    where = document.place(*path, "under")
    if not said.startswith("#"):
        yield report(
            "unknown-provision",
            f"`{said}` does not exist",
            where,
            help=nearest_provision(under, context.provisions),
            provision=under,
        )
    elif ("norms", said[1:]) not in document.places:
        form = document.form
        keys = list(form.norms) if isinstance(form, OverlayForm) else []
        near = get_close_matches(said[1:], keys, n=1)
        listed = ", ".join(f"`#{key}`" for key in keys)
        mend = (
            f"did you mean `#{near[0]}`?"
            if near
            else f"its norms are {listed}"
            if keys
            else "name a provision such as `si31:7.2.b5`"
        )
        yield report("unknown-provision", f"this document has no norm `{said[1:]}`", where, help=mend)


def nearest_provision(under: str, provisions: Mapping[str, Provision]) -> str:
    """Say which provision was probably meant: what stands below the nearest one that exists, and which are like it."""
    stem = under
    while "." in stem and stem not in provisions:
        stem = stem.rpartition(".")[0]
    below = [each for name, each in provisions.items() if name.startswith(f"{stem}.") and each.kind != "group"]
    like = get_close_matches(under, [each.id for each in below] or provisions, n=2, cutoff=0.5)
    meant = "did you mean " + " or ".join(f"`{name}`" for name in like) + "?" if like else ""
    if stem in provisions and below:
        what = "bullets" if all(each.kind == "bullet" for each in below) else "parts"
        there = f"{stem.partition(':')[2]}'s {what} are {_span_of([each.id for each in below])}"
        return f"{there}; {meant}" if meant else there
    return meant or "name a provision such as `si31:7.2.b5`, or one of this document's own norms as `#its-key`"


def _span_of(names: list[str]) -> str:
    return f"`{names[0]}`" if len(names) == 1 else f"`{names[0]}` to `{names[-1]}`"


def _govern(norms: list[Norm], context: _Context) -> tuple[Norm, ...]:
    """Hand down to each norm the conditions of the norms that govern its provision."""
    governing = {norm.provision: norm for norm in norms if norm.governs}
    governed = []
    for norm in norms:
        above = [governing[each] for each in _ancestors(norm.provision, context) if each in governing]
        when = tuple(line for each in above for line in each.when)
        unless = tuple(lines for each in above for lines in each.unless)
        governed.append(
            norm if norm.defines else replace(norm, when=(*when, *norm.when), unless=(*norm.unless, *unless))
        )
    return tuple(governed)


def _modality(form: NormForm, provision: str, governing: Mapping[str, Modality], context: _Context) -> Modality:
    """Read a norm's force and polarity off its words, or off the nearest words that govern them."""
    above = next((governing[each] for each in _ancestors(provision, context) if each in governing), None)
    return read_modality(form.text, above if form.act and form.governs is None else None)


def _governing(form: InstrumentForm) -> dict[str, Modality]:
    """Return what the governing norms of an instrument say of force, by provision."""
    said = {f"{form.id}:{norm.under}": read_modality(norm.text) for norm in form.norms.values() if norm.governs}
    return {provision: modality for provision, modality in said.items() if modality.force != "none"}


def _ancestors(provision: str | None, context: _Context) -> Iterator[str]:
    """Yield the provisions above one, nearest first."""
    while provision is not None:
        found = context.provisions.get(provision)
        provision = found.parent if found else None
        if provision is not None:
            yield provision


# Structures


def _structures(documents: Iterable[Document], context: _Context) -> dict[str, Structure]:
    structures: dict[str, Structure] = {}
    for document in documents:
        if isinstance(document.form, StructuresForm):
            for index, form in enumerate(document.form.structures):
                if form.id in structures:
                    context.faults.append(
                        report(
                            "duplicate-id",
                            f"the structure `{form.id}` is listed twice",
                            document.place("structures", index, "id"),
                            help="remove one of the two",
                        )
                    )
                structures.setdefault(form.id, _structure(form, document, index))
    for document in documents:
        if isinstance(document.form, OverlayForm):
            for name, part in document.form.structures.items():
                parent = structures.get(name.rpartition("/")[0])
                if parent is not None:
                    structures.setdefault(
                        name,
                        replace(
                            parent,
                            id=name,
                            names=(Name(name=part.name or name, short="", borne=Interval()),),
                            parent=parent.id,
                            span=document.place("structures", name, key=True),
                        ),
                    )
    return structures


def _structure(form: StructureForm, document: Document, index: int) -> Structure:
    return Structure(
        id=form.id,
        kind=form.kind,
        names=tuple(Name(name=each.name, short=each.short or "", borne=each.interval()) for each in form.names),
        seat=form.seat or "",
        closed=form.closed,
        unconfirmed=tuple(form.unconfirmed),
        note=form.note or "",
        span=document.place("structures", index, "id"),
    )
