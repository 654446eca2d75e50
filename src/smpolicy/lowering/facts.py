"""Facts and constraints: the vocabulary that documents declare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches
from typing import Any, cast

from smpolicy.documents.document import Document
from smpolicy.documents.forms import FactForm, OverlayForm, VocabularyForm
from smpolicy.foundations.diagnostics import Related, report
from smpolicy.foundations.source import Path
from smpolicy.lowering.conditions import lower_condition
from smpolicy.lowering.context import Context, declared_otherwise, declares, fault, identity, keys_of
from smpolicy.lowering.lowering_rules import (
    BASE_ONLY_KEY,
    FOREIGN_PREFIX,
    NOT_A_CONDITION,
    UNFIT_LASTING,
    UNFIT_STAGE,
    UNKNOWN_FACT,
    UNKNOWN_VALUE,
)
from smpolicy.lowering.names import name_again, named_otherwise
from smpolicy.meaning.conditions import NEVER, All, AnyOf, Condition, Not, Value
from smpolicy.meaning.conditions import facts as facts_of
from smpolicy.meaning.domains import Domain
from smpolicy.meaning.domains import declared as declared_domain
from smpolicy.meaning.norms import Instrument, Norm, conjunction
from smpolicy.meaning.vocabulary import NOT_SURE, STAGES, Constraint, Fact, read_answer


def declare_facts(document: Document, context: Context) -> None:
    """Declare the facts of a vocabulary or an overlay; a name counts once."""
    form = cast("VocabularyForm | OverlayForm", document.form)
    conduct = _facts_in_acts(form) if isinstance(form, OverlayForm) else frozenset()
    prefix = f"{form.id.partition('/')[0]}." if isinstance(form, OverlayForm) else ""
    for name, form_or_question in form.facts.items():
        declared = FactForm(question=form_or_question) if isinstance(form_or_question, str) else form_or_question
        if prefix and not name.startswith(
            (prefix, _owners_prefix(form))
        ):  # not declared: it may be the name of another structure's fact
            context.faults.append(
                fault(
                    FOREIGN_PREFIX,
                    f"the local fact `{name}` does not begin with `{prefix}`",
                    document,
                    ("facts", name),
                    key=True,
                    help=f"call it `{prefix}{name.rpartition('.')[2]}`, lest it is taken for another structure's",
                    instead=f"{prefix}{name.rpartition('.')[2]}",
                )
            )
            continue
        if prefix and declared.occasion:
            context.faults.append(
                fault(
                    BASE_ONLY_KEY,
                    f"`{name}` cannot be an occasion: an overlay would decide what nobody is asked about",
                    document,
                    ("facts", name, "occasion"),
                    key=True,
                    help="remove `occasion:`",
                )
            )
            declared = replace(declared, occasion=False)
        if prefix and declared.answered_by == "structure":
            context.faults.append(
                fault(
                    BASE_ONLY_KEY,
                    f"`{name}` cannot be answered by the structure: its kind is one for every document",
                    document,
                    ("facts", name, "answered_by"),
                    key=True,
                    help="remove `answered_by:`, and ask the question in plain words",
                )
            )
            declared = replace(declared, answered_by=None)
        if prefix and declared.stage:
            context.faults.append(
                fault(
                    BASE_ONLY_KEY,
                    f"`{name}` cannot tell the stage of an activity: that is asked once, for every structure",
                    document,
                    ("facts", name, "stage"),
                    key=True,
                    help="remove `stage:`",
                )
            )
            declared = replace(declared, stage=False)
        if declared.same_as is not None:
            name_again(name, declared, document, context)
            continue
        if name in context.aliases:
            context.faults.append(named_otherwise(name, document, context))
            continue
        fact = _fact(name, declared, document, conduct, context)
        first = context.facts.setdefault(name, fact)
        if first is not fact and replace(fact, origin=first.origin, local_to=first.local_to) != first:
            mend = "say it in the very same words and with the same `kind:`, or give what has changed a name of its own"
            context.faults.append(declared_otherwise(f"the fact `{name}`", ("facts", name), first.span, document, mend))


def _owners_prefix(form: VocabularyForm | OverlayForm) -> str:
    """Return what local facts begin with by the structure that an overlay names: its id may say another one."""
    named = isinstance(form, OverlayForm) and (form.issuer.structure if form.issuer else form.proposed_for)
    return f"{str(named or form.id).partition('/')[0]}."


def _facts_in_acts(form: OverlayForm) -> frozenset[str]:
    norms = [*form.norms.values(), *(norm for part in form.structures.values() for norm in part.norms.values())]
    return frozenset(name for norm in norms for name in keys_of(norm.act))


def _fact(name: str, form: FactForm, document: Document, conduct: frozenset[str], context: Context) -> Fact:
    domain = declared_domain(vars(form))
    kind = (
        "derived"
        if form.derived is not None
        else form.kind or ("conduct" if name in conduct or form.implies else "circumstance")
    )
    return Fact(
        name=name,
        domain=domain,
        question=form.question or form.meaning or name,
        help=form.help or "",
        kind=cast(Any, kind),
        neutral=_neutral(name, form, domain, document, context) if kind == "conduct" else None,
        answered_by="derived" if kind == "derived" else form.answered_by or "user",
        occasion=form.occasion,
        stage=form.stage and _tells_the_stage(name, kind, domain, document, context),
        raises=_raising(name, form, domain, kind, document, context),
        lasting=form.lasting and _lasts(name, kind, document, context),
        remark=form.remark or "",
        origin=_origin(document),
        local_to=identity(document).partition("/")[0] if isinstance(document.form, OverlayForm) else "",
        note=form.note or "",
        span=document.place("facts", name),
    )


def _tells_the_stage(name: str, kind: str, domain: Domain, document: Document, context: Context) -> bool:
    """Whether a fact tells at which stage an activity is: one alone does, which is asked, and its values are these."""
    other = next((each for each in context.facts.values() if each.stage and each.name != name), None)
    rule = UNFIT_STAGE
    if kind == "derived":
        message = f"`{name}` follows from other facts, and nobody is asked at which stage the activity is"
        mend = "say `stage: true` of the fact that is asked, and remove it here"
    elif other is not None:
        message = f"`{name}` is to tell the stage of an activity, which `{other.name}` tells already"
        mend = "remove `stage:` from one of the two"
    elif set(domain.choices()) != set(STAGES):
        rule = UNKNOWN_VALUE
        message = f"`{name}` is to tell the stage of an activity, and its values are not `planned` and `done`"
        mend = "give it `values:` of these two names, each with a label in plain words, or remove `stage:`"
    else:
        return True
    related = [Related(span=other.span, message="there")] if other and other.span and kind != "derived" else []
    path: Path = ("facts", name, "stage")
    context.faults.append(fault(rule, message, document, path, key=True, help=mend, related=related))
    return False


def _origin(document: Document) -> str:
    """Say whose the facts of a document are, where they were not read off an instrument of the base."""
    if isinstance(document.form, VocabularyForm):
        return document.form.origin or ""
    return f"a local question of {identity(document).partition('/')[0]}"


def _neutral(name: str, form: FactForm, domain: Domain, document: Document, context: Context) -> Value | None:
    """Return the value at which conduct by itself departs from nothing: no, or none, where nothing else is said."""
    if form.neutral is None:
        return domain.neutral
    answer = read_answer(domain, form.neutral)
    if answer is None:
        from smpolicy.lowering.meant_values import value_meant  # whoever decides mends nothing

        path: Path = ("facts", name, "neutral")
        meant = value_meant(domain, form.neutral, lambda each: domain.read(each) is not None)
        mend = f"did you mean `neutral: {meant.text}`? " if meant and not meant.path else ""
        context.faults.append(
            fault(
                UNKNOWN_VALUE,
                f"the neutral value of `{name}` must be {domain.describe()}",
                document,
                path,
                help=f"{mend}name the value at which this conduct by itself departs from nothing",
                instead=meant.text if meant else None,
                where=document.place(*path, *meant.path, key=meant.key) if meant else None,
            )
        )
    return cast("Value | None", answer)


def _raising(
    name: str, form: FactForm, domain: Domain, kind: str, document: Document, context: Context
) -> tuple[Value, ...]:
    """Return the values by which somebody speaks of a matter; conduct speaks of it by all but its neutral value."""
    if form.raises is None:
        return ()
    said = form.raises if isinstance(form.raises, list) else [form.raises]
    answers = [read_answer(domain, each) for each in said]
    if kind != "circumstance" or form.occasion:
        message = f"`{name}` is no circumstance that could raise a matter: conduct does by all but its neutral value"
        message = f"`{name}` is an occasion, and to state one raises nothing" if form.occasion else message
        mend = "remove `raises:`"
    elif None in answers or NOT_SURE in answers:
        message, mend = f"`{name}` is raised by values that it can have", f"expected {domain.describe()}, or several"
    else:
        return tuple(cast("list[Value]", answers))
    context.faults.append(fault(UNKNOWN_VALUE, message, document, ("facts", name, "raises"), key=True, help=mend))
    return ()


def _lasts(name: str, kind: str, document: Document, context: Context) -> bool:
    """Whether a fact can hold of a class of persons for as long as it serves: what somebody does cannot."""
    if kind == "circumstance":
        return True
    conduct = f"`{name}` is conduct, which does not hold of a class of persons for as long as it serves"
    derived = f"`{name}` follows from other facts, and lasts where they do"
    message, mend = (conduct, "remove `lasting:`") if kind == "conduct" else (derived, "say `lasting: true` of these")
    context.faults.append(fault(UNFIT_LASTING, message, document, ("facts", name, "lasting"), key=True, help=mend))
    return False


def derive_facts(document: Document, context: Context) -> None:
    """Give each derived fact of a vocabulary or an overlay the conditions from which it follows."""
    for name, form in cast("VocabularyForm | OverlayForm", document.form).facts.items():
        declared = context.facts.get(name)
        if (
            declared is not None
            and declares(document, declared)
            and isinstance(form, FactForm)
            and isinstance(form.derived, dict)
        ):
            cases = tuple(
                (value, lower_condition(each, document, ("facts", name, "derived", value), context))
                for value, each in form.derived.items()
                if _can_be(value, name, document, context)
            )
            context.facts[name] = replace(declared, cases=cases)


def _can_be(value: str, name: str, document: Document, context: Context) -> bool:
    """Whether a derived fact has a value; what it would be if it did is said to nobody."""
    domain = context.facts[name].domain
    can = domain.follows_as()
    if value in can:
        return True
    near = get_close_matches(value, can, n=1)
    listed = " or ".join(f"`{each}`" for each in can) or f"{domain.describe()}, which cannot follow from other facts"
    context.faults.append(
        fault(
            UNKNOWN_VALUE,
            f"`{value}` is none of the values that `{name}` can follow as",
            document,
            ("facts", name, "derived", value),
            key=True,
            help=f"did you mean `{near[0]}`?" if near else f"expected {listed}",
        )
    )
    return False


def link_facts(document: Document, context: Context) -> None:
    """Give each fact the condition on others under which they tell of it by name."""
    for name, form in cast("VocabularyForm | OverlayForm", document.form).facts.items():
        declared = context.facts.get(name)
        if (
            declared is not None
            and declares(document, declared)
            and isinstance(form, FactForm)
            and form.named_by is not None
        ):
            by = lower_condition(form.named_by, document, ("facts", name, "named_by"), context)
            context.facts[name] = replace(declared, named_by=by)


def define_by_norms(instruments: Iterable[Instrument], context: Context) -> None:
    """Give each fact that norms define its condition: every line of every such norm."""
    defining: dict[str, list[Norm]] = {}
    for instrument in instruments:
        for norm in instrument.norms:
            if norm.defines and instrument.structure is None:
                defining.setdefault(norm.defines, []).append(norm)
            elif norm.defines:
                context.faults.append(
                    report(
                        BASE_ONLY_KEY,
                        "an overlay cannot define a fact of the base, which would hold for every structure",
                        norm.span,
                        at=norm.at,
                        help="remove `defines`; under a name of its own, a term can stand under `terms:`",
                    )
                )
    for name, norms in defining.items():
        fact = context.facts.get(name)
        if fact is None or fact.kind != "derived":
            context.faults.append(
                report(
                    UNKNOWN_FACT,
                    f"`{name}` is no derived fact, so no norm can define it",
                    norms[0].span,
                    at=norms[0].at,
                    help="declare it in the vocabulary with `derived: by-norm`",
                )
            )
            continue
        holds = All(parts=tuple(conjunction(norm.when) for norm in norms))
        context.facts[name] = replace(fact, cases=(("true", holds),))


def break_circles(context: Context) -> None:
    """Report facts that would follow from themselves, and let them follow from nothing."""
    follows = {
        name: {each for _, case in fact.cases for each in facts_of(case)} for name, fact in context.facts.items()
    }
    for name, fact in sorted(context.facts.items()):
        reached: set[str] = set()
        waiting = list(follows[name])
        while waiting:
            each = waiting.pop()
            if each not in reached:
                reached.add(each)
                waiting.extend(follows.get(each, ()))
        if name in reached:
            context.facts[name] = replace(fact, cases=tuple((value, NEVER) for value, _ in fact.cases))
            context.faults.append(
                report(
                    NOT_A_CONDITION,
                    f"`{name}` would follow from itself",
                    fact.span,
                    at=("facts", name),
                    help="write under `derived:` only facts that can be stated, or that follow from such facts",
                )
            )


def lower_constraints(document: Document, context: Context) -> Iterator[Constraint]:
    """Yield what a vocabulary says is true in every possible world."""
    for index, form in enumerate(cast(VocabularyForm, document.form).constraints):
        path: Path = ("constraints", index)
        if form.if_and_only_if is not None:
            first, second = (
                lower_condition(each, document, (*path, "if_and_only_if", n), context)
                for n, each in enumerate(form.if_and_only_if)
            )
            whole: Condition = AnyOf(parts=(All(parts=(first, second)), All(parts=(Not(part=first), Not(part=second)))))
        else:
            premise = lower_condition(form.if_ or {}, document, (*path, "if"), context)
            conclusion = lower_condition(form.then or {}, document, (*path, "then"), context)
            whole = AnyOf(parts=(Not(part=premise), conclusion))
        yield Constraint(why=form.why, condition=whole, span=document.place(*path))
