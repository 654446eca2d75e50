"""Kinds of structure: those that a registry lists, and names of them where documents use one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import cast

from smpolicy.documents.document import Document
from smpolicy.documents.forms import StructuresForm
from smpolicy.foundations.diagnostics import Related
from smpolicy.foundations.source import Path
from smpolicy.lowering.context import Context, declared_otherwise, fault
from smpolicy.lowering.lowering_rules import UNKNOWN_VALUE
from smpolicy.meaning.norms import StructureKind


def declare_kinds(document: Document, context: Context) -> None:
    """Declare the kinds that a registry lists; a name counts once."""
    for name, form in cast(StructuresForm, document.form).kinds.items():
        place = document.place("kinds", name, key=True)
        kind = StructureKind(name=name, label=form.label, plural=form.plural or form.label, span=place)
        first = context.kinds.setdefault(name, kind)
        if first != kind:
            mend = "say it in the very same words, or give this kind a name of its own"
            context.faults.append(declared_otherwise(f"the kind `{name}`", ("kinds", name), first.span, document, mend))


def know_kinds(names: Iterable[str], document: Document, path: Path, context: Context) -> None:
    """Report the names in a list that are no kind of structure."""
    for index, name in enumerate(names):
        know_kind(name, document, (*path, index), context)


def know_kind(name: str, document: Document, path: Path, context: Context) -> bool:
    """Whether a name is a kind of structure, where a registry lists the kinds; else any name is one. Report another."""
    if not context.kinds or name in context.kinds:
        return True
    near = get_close_matches(name, context.kinds, n=1)
    listed = ", ".join(f"`{each}`" for each in context.kinds)
    first = next(iter(context.kinds.values()))
    context.faults.append(
        fault(
            UNKNOWN_VALUE,
            f"no registry lists the kind of structure `{name}`",
            document,
            path,
            help=(f"did you mean `{near[0]}`? " if near else "")
            + f"the kinds are {listed}; declare another under `kinds:` of a registry, with its `label:`",
            related=[Related(span=first.span, message="the kinds are listed here")] if first.span else (),
        )
    )
    return False
