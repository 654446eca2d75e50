"""Other names of facts: what is said under one is said of the fact, which is asked about once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, cast

from smpolicy.documents.document import Document
from smpolicy.documents.forms import FactForm, VocabularyForm
from smpolicy.foundations.diagnostics import Diagnostic
from smpolicy.lowering.context import Context, declared_otherwise, fault
from smpolicy.lowering.lowering_rules import ANOTHER_NAME, FOR_EVERYBODY, FOREIGN_FACT
from smpolicy.meaning.vocabulary import Vocabulary

#: What may stand beside `same_as`: all else is said of the fact itself.
_BESIDE: Final = ("same_as", "note")


def name_again(name: str, form: FactForm, document: Document, context: Context) -> None:
    """Note that a name is another one of a fact; `settle_names` says later whether there is such a fact."""
    of = cast(str, form.same_as)
    beside = [key for key, value in vars(form).items() if key not in _BESIDE and value not in (None, False)]
    if not isinstance(document.form, VocabularyForm):
        message = f"a local fact is no other name: a condition here can name `{of}` itself"
        mend = f"remove `{name}`, and write `{of}` in its place"
    elif beside:
        message = f"`{name}` is another name of `{of}`, and cannot be a fact of its own as well"
        mend = f"remove {', '.join(f'`{each}:`' for each in beside)}, or remove `same_as:`"
    elif name in context.facts or context.aliases.setdefault(name, of) != of:
        context.faults.append(named_otherwise(name, document, context))
        return
    else:
        return
    context.faults.append(fault(ANOTHER_NAME, message, document, ("facts", name, "same_as"), key=True, help=mend))


def named_otherwise(name: str, document: Document, context: Context) -> Diagnostic:
    """Report a name that is declared twice: as a fact and as another name of one, or as one of two facts."""
    first = context.facts[name].span if name in context.facts else None
    return declared_otherwise(f"`{name}`", ("facts", name), first, document, "say the same here, or use another name")


def settle_names(documents: Iterable[Document], context: Context) -> None:
    """Report other names of what is no fact for everybody, or is itself another name, and forget them."""
    everybodys = {name: fact for name, fact in context.facts.items() if not fact.local_to}
    lost = {name: of for name, of in context.aliases.items() if of not in everybodys}
    known = Vocabulary(facts=everybodys, questions={}, constraints=())
    for document in documents:
        for name, form in cast(VocabularyForm, document.form).facts.items():
            if name in lost and form.same_as == lost[name]:
                of = lost[name]
                if of in context.facts:
                    rule = FOREIGN_FACT
                    message = (
                        f"`{of}` is a local fact of `{context.facts[of].local_to}`, and `{name}` is for others too"
                    )
                    mend = FOR_EVERYBODY
                else:
                    rule = ANOTHER_NAME
                    message, mend = _lost(name, of, known, context)
                context.faults.append(fault(rule, message, document, ("facts", name, "same_as"), help=mend))
    for name in lost:
        del context.aliases[name]


def _lost(name: str, of: str, known: Vocabulary, context: Context) -> tuple[str, str]:
    """Say why a name names no fact, and how to mend it."""
    if of in context.aliases:
        fact = context.aliases[of]
        mend = f"name the fact itself: `{fact}`" if fact in context.facts else "declare one of these names as the fact"
        return f"`{of}`, of which `{name}` is to be another name, is another name itself", mend
    near = known.nearest(of)
    mend = f"did you mean `{near}`?" if near else "name a fact that a vocabulary declares"
    return f"`{name}` is another name of `{of}`, and no fact is called that", mend
