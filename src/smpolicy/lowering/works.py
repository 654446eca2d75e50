"""Works: instruments in versions, each with its days, and what became of each provision from one to the next.

Every document names a provision as `work:provision`. Which version's provision that is, the day tells, or the pin.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import cast

from smpolicy.documents.document import Document
from smpolicy.documents.forms import InstrumentForm
from smpolicy.foundations.diagnostics import Diagnostic, Related
from smpolicy.foundations.source import Path
from smpolicy.foundations.timeline import Interval
from smpolicy.lowering.context import fault
from smpolicy.lowering.lowering_rules import SEVERAL_GOVERNING, UNACCOUNTED_FOR, UNKNOWN_PROVISION
from smpolicy.lowering.provisions import lower_provisions, nearest_provision
from smpolicy.meaning.norms import Provision


@dataclass(frozen=True, kw_only=True, eq=False)
class WorkVersion:
    """One version of a work: its document, under the name of the work."""

    #: The id of the document itself.
    id: str
    document: Document

    @property
    def form(self) -> InstrumentForm:
        """What the document says."""
        return cast(InstrumentForm, self.document.form)

    @property
    def days(self) -> Interval:
        """The days on which it holds."""
        return self.form.dates.effective.interval()

    @property
    def start(self) -> date:
        """The first of them."""
        return self.days.start or date.min

    def holds(self, day: date) -> bool:
        """Whether it holds on a day by its own dates: one that ended without a day holds on none."""
        ever = self.form.status == "in-force" or (self.form.status != "draft" and self.days.until is not None)
        return ever and day in self.days

    @cached_property
    def provisions(self) -> Mapping[str, Provision]:
        """Its provisions, by their short ids."""
        return {each.id.partition(":")[2]: each for each in lower_provisions(self.document)}

    def has(self, short: str) -> bool:
        """Whether something in it has this short id."""
        form = self.form
        return any(short in each for each in (self.provisions, form.norms, form.slots, form.open_questions))


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """What became of a part of an earlier version: the ids of what it is now, or why it is gone."""

    ids: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Work:
    """An instrument in all its versions."""

    name: str
    #: In the order of their days.
    versions: tuple[WorkVersion, ...]

    @cached_property
    def issued(self) -> tuple[WorkVersion, ...]:
        """The versions that are no drafts: a draft of one never governs."""
        return tuple(each for each in self.versions if each.form.status != "draft")

    def on(self, day: date) -> WorkVersion:
        """Return the version that holds on a day; else the last one that did or, before all of them, the first."""
        of_use = self.issued or self.versions
        holding = [each for each in of_use if each.holds(day)]
        begun = [each for each in of_use if each.start <= day]
        return (holding or begun or of_use[:1])[-1]

    def bounds(self) -> Iterator[date]:
        """Yield the days on which another version may come to hold."""
        for each in self.issued:
            yield each.start
            yield from (each.days.until,) if each.days.until is not None else ()

    def before(self, version: WorkVersion) -> WorkVersion | None:
        """Return the version that another one revises."""
        return self._before[version.id]

    @cached_property
    def _before(self) -> Mapping[str, WorkVersion | None]:
        before: dict[str, WorkVersion | None] = {}
        last: WorkVersion | None = None
        for each in self.versions:
            before[each.id] = last
            last = each if each in self.issued else last
        return before

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {each.id: place for place, each in enumerate(self.versions)}

    def is_earlier(self, version: WorkVersion, than: WorkVersion) -> bool:
        """Whether a version comes before another."""
        return self._places[version.id] < self._places[than.id]

    def between(self, written: WorkVersion, here: WorkVersion) -> list[WorkVersion]:
        """Return the versions that came after one, up to and with another."""
        following: list[WorkVersion] = []
        reached: WorkVersion | None = here
        while reached is not None and reached is not written:
            following.append(reached)
            reached = self.before(reached)
        return following[::-1] if reached is written else []

    def passed(self, short: str, written: WorkVersion, here: WorkVersion) -> Passed:
        """Return what became of a part of the version in which it was written, in a later version."""
        ids: tuple[str, ...] = (short,)
        before = written
        for after in self.between(written, here):
            steps = [_step(each, before, after) for each in ids]
            ids = tuple(dict.fromkeys(found for each in steps for found in each.ids))
            if not ids:
                return Passed(why=steps[0].why)
            before = after
        return Passed(ids=ids)


def _step(short: str, before: WorkVersion, after: WorkVersion) -> Passed:
    """Return what became of a part of one version in the next one: as that says of it, or of what is above it."""
    part, separator, rest = short.partition("/")  # a slot goes where its provision goes
    if separator and not _says(short, after):
        found = _step(part, before, after)
        slots = tuple(f"{each}/{rest}" for each in found.ids)
        return replace(found, ids=tuple(each for each in slots if after.has(each)) or slots)
    norm = before.form.norms.get(short)
    if norm is not None and short not in before.provisions and not _says(short, after) and not after.has(short):
        return _step(norm.under, before, after)  # a norm goes with its provision
    said = after.form.revises
    above: str | None = short
    while above is not None:
        if above in said.gone:
            return Passed(why=said.gone[above])
        if above == short and short in said.split:
            return Passed(ids=tuple(said.split[short]))
        if above in said.moved:
            there = said.moved[above] + short.removeprefix(above)
            if above == short or (short.startswith(f"{above}.") and after.has(there)):
                return Passed(ids=(there,))
        provision = before.provisions.get(above)
        above = provision.parent.partition(":")[2] if provision is not None and provision.parent else None
    return Passed(ids=(short,)) if after.has(short) else Passed()


def _says(short: str, version: WorkVersion) -> bool:
    said = version.form.revises
    return short in said.moved or short in said.split or short in said.gone


def works_among(instruments: Iterable[Document]) -> dict[str, Work]:
    """Return the works of which some instruments are versions, by name; of documents with one id the first counts."""
    versions: dict[str, dict[str, WorkVersion]] = {}
    for document in instruments:
        form = cast(InstrumentForm, document.form)
        name = form.work or form.id
        named = replace(document, form=replace(form, id=name)) if name != form.id else document
        versions.setdefault(name, {}).setdefault(form.id, WorkVersion(id=form.id, document=named))
    return {
        name: Work(name=name, versions=tuple(sorted(each.values(), key=lambda one: (one.start, one.id))))
        for name, each in versions.items()
    }


def faults_of(work: Work) -> Iterator[Diagnostic]:
    """Report versions of a work that hold on one day, and what they say wrongly, or not, of the version before."""
    for version in work.versions:
        before = work.before(version)
        yield from _said_wrongly(version, before)
        if before is None:
            continue
        yield from _not_said(version, before)
        until = before.days.until
        ends_too_late = until is not None and until > version.start
        if before.form.status == "in-force" and (ends_too_late or before.start == version.start):
            holds = f"until `{until}`" if ends_too_late else "and begins with it"
            yield fault(
                SEVERAL_GOVERNING,
                f"`{before.id}`, another version of `{work.name}`, holds on the same days, {holds}",
                version.document,
                ("dates", "effective", "from"),
                help="a version ends where the next one begins: say no other day of either",
                related=[Related(span=before.document.place("dates", "effective"), message="the other one")],
            )


def _said_wrongly(version: WorkVersion, before: WorkVersion | None) -> Iterator[Diagnostic]:
    said = version.form.revises
    named: list[tuple[str, Path]] = [
        (old, ("revises", key, old)) for key in ("moved", "split", "gone") for old in getattr(said, key)
    ]
    for old, path in named:
        if before is None or not before.has(old):
            what = f"`{before.id}`, the version before, has no `{old}`" if before else "there is no version before this"
            near = _nearest(old, before) if before else "remove it"
            yield fault(UNKNOWN_PROVISION, what, version.document, path, key=True, help=near)
    now: list[tuple[str, Path]] = [(new, ("revises", "moved", old)) for old, new in said.moved.items()]
    now += [(new, ("revises", "split", old, n)) for old, parts in said.split.items() for n, new in enumerate(parts)]
    for new, where in now:
        if not version.has(new):
            what, near = f"this version has no `{new}`", _nearest(new, version)
            yield fault(UNKNOWN_PROVISION, what, version.document, where, help=near)
    for old in sorted({each for each, _ in named if sum(each == other for other, _ in named) > 1}):
        yield fault(
            UNACCOUNTED_FOR,
            f"of `{old}` two things are said",
            version.document,
            ("revises",),
            key=True,
            help="say of it that it moved, was split, or is gone, and only one of these",
        )


def _not_said(version: WorkVersion, before: WorkVersion) -> Iterator[Diagnostic]:
    """Report provisions of the version before that are here no more, though nothing says what became of them."""
    lost = [
        short for short in before.provisions if not (became := _step(short, before, version)).ids and not became.why
    ]
    for short in lost:
        above = before.provisions[short].parent
        if above is not None and above.partition(":")[2] in lost:
            continue  # what is above it is reported
        yield fault(
            UNACCOUNTED_FOR,
            f"`{before.id}` has `{short}`, and this version neither has it nor says what became of it",
            version.document,
            ("revises",),
            key=True,
            help=f"write under `revises:` what became of it: `moved: {{{short}: (its id here)}}`, "
            f"`split: {{{short}: [(the ids of its parts)]}}` or `gone: {{{short}: (why)}}`",
            related=[Related(span=before.provisions[short].span, message="there")],
        )


def _nearest(short: str, version: WorkVersion) -> str:
    by_id = _by_id(version)
    return nearest_provision(f"{version.form.id}:{short}", by_id, example=next(iter(by_id), ""))


def _by_id(version: WorkVersion) -> dict[str, Provision]:
    return {each.id: each for each in version.provisions.values()}
