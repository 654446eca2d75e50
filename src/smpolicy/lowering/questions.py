"""Open questions: what the words of an instrument leave open, and what an overlay leaves open in words of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from typing import cast

from smpolicy.documents.document import Document
from smpolicy.documents.forms import InstrumentForm, NormForm, OpenQuestionForm, OverlayForm
from smpolicy.foundations.diagnostics import Diagnostic
from smpolicy.foundations.source import Path
from smpolicy.lowering.context import Context, declared_otherwise, fault, keys_of, question_id
from smpolicy.lowering.lowering_rules import FOREIGN_QUESTION, UNKNOWN_FACT, UNKNOWN_READING
from smpolicy.meaning.vocabulary import Fact, OpenQuestion


def declare_questions(document: Document, context: Context) -> None:
    """Declare the open questions of an instrument, or of an overlay: these touch its own norms and nothing else."""
    form = cast("InstrumentForm | OverlayForm", document.form)
    overlay = form if isinstance(form, OverlayForm) else None
    home = form.id.partition("/")[0] if overlay else ""
    for key, question in form.open_questions.items():
        full = question_id(form, key)
        raiser = question.raised_by and context.facts.get(question.raised_by)
        known = isinstance(raiser, Fact) and raiser.local_to in ("", home)
        raised = known and question.unraised in question.readings
        if (question.raised_by or question.unraised) and not raised:
            context.faults.append(_unfit_raiser(question, document, ("open_questions", key), known=known))
        touches = _touched(key, question, document, overlay, context) if overlay else question.touches
        declared = OpenQuestion(
            id=full,
            number=question.number,
            question=question.question,
            readings=tuple(question.readings.items()),
            touches=tuple(dict.fromkeys(touches)),
            kinds=tuple(question.kinds),
            raised_by=question.raised_by if raised else None,
            unraised=question.unraised if raised else None,
            local_to=home,
            span=document.place("open_questions", key),
        )
        first = context.questions.setdefault(full, declared)
        if replace(first, touches=declared.touches) != declared:
            mend = "say it in the very same words, or give what has changed a key of its own"
            what = f"the open question `{full}`"
            context.faults.append(declared_otherwise(what, ("open_questions", key), first.span, document, mend))
        elif first is not declared:  # two overlays of one structure may ask the same, each of its own norms
            together = tuple(dict.fromkeys((*first.touches, *declared.touches)))
            context.questions[full] = replace(first, touches=together)


def _touched(
    key: str, question: OpenQuestionForm, document: Document, form: OverlayForm, context: Context
) -> Iterator[str]:
    """Yield the ids of an overlay's own norms that its open question touches: those that it names, or that turn on it.

    Whatever else it names is reported.
    """
    own = dict(_norms(form))
    for n, touched in enumerate(question.touches):
        if touched in own:
            yield f"{form.id}{touched}"
            continue
        near = get_close_matches(touched, own, n=1)
        listed = f"its norms are {', '.join(f'`{each}`' for each in own)}" if own else "it has none yet"
        context.faults.append(
            fault(
                FOREIGN_QUESTION,
                f"`{touched}` is no norm of this overlay, whose open questions touch its own norms alone",
                document,
                ("open_questions", key, "touches", n),
                help=f"did you mean `{near[0]}`?" if near else f"name a norm of the overlay by its key; {listed}",
            )
        )
    named = question_id(form, key)
    for touched, norm in own.items():
        if named in keys_of([norm.act, norm.when, norm.unless, norm.step and norm.step.late]):
            yield f"{form.id}{touched}"


def _norms(form: OverlayForm) -> Iterator[tuple[str, NormForm]]:
    """Yield the norms of an overlay and of its parts, by what their ids end with."""
    yield from ((f"#{key}", norm) for key, norm in form.norms.items())
    for part, below in form.structures.items():
        yield from ((f"#{part.partition('/')[2]}/{key}", norm) for key, norm in below.norms.items())


def _unfit_raiser(question: OpenQuestionForm, document: Document, path: Path, *, known: bool) -> Diagnostic:
    """Report an open question of which no fact asked there tells that it is raised, or no reading that it is not."""
    if not known:
        return fault(
            UNKNOWN_FACT,
            f"no fact `{question.raised_by or ''}` raises this question",
            document,
            path,
            help="name under `raised_by:` a fact that a vocabulary declares, or in an overlay one of its own",
        )
    readings = " or ".join(f"`{each}`" for each in question.readings)
    return fault(
        UNKNOWN_READING,
        f"`{question.unraised or ''}` is no reading of this question",
        document,
        path,
        help=f"name under `unraised:` the one under which the fact makes no difference: {readings}",
    )
