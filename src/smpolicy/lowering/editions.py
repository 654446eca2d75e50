"""Editions: the documents as they are read while the same versions of all works are the ones that count.

In an edition each work is one instrument, under the work's name. What was written under an earlier version is read
there as if it named what has become of the provisions that it names; so nothing that follows knows of versions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TypeAlias

from smpolicy.documents.document import Document
from smpolicy.documents.forms import (
    BaseForm,
    InstrumentForm,
    InterpretationForm,
    NormForm,
    OverlayForm,
    StepForm,
    VocabularyForm,
)
from smpolicy.foundations.diagnostics import Diagnostic, Related
from smpolicy.foundations.source import Path
from smpolicy.foundations.timeline import Interval, day_in_words
from smpolicy.foundations.wording import plain_text, without_its_end
from smpolicy.lowering.context import fault
from smpolicy.lowering.edition import Edition
from smpolicy.lowering.lowering_rules import LAPSED, REWORDED
from smpolicy.lowering.overlays import owner
from smpolicy.lowering.tiers import footing
from smpolicy.lowering.works import Passed, Work, WorkVersion, faults_of, works_among
from smpolicy.meaning.norms import Provision
from smpolicy.meaning.works import Lapse, Reworded, Version, Wording

#: Which version of each work counts, by the names of the works.
_Chosen: TypeAlias = Mapping[str, WorkVersion]


def editions_of(documents: Iterable[Document]) -> tuple[tuple[Edition, ...], tuple[Diagnostic, ...]]:
    """Return the editions of a set of documents in the order of their days, and what is wrong with its works."""
    ordered = tuple(documents)
    works = works_among(each for each in ordered if isinstance(each.form, InstrumentForm))
    editions = tuple(_Reading(documents=ordered, works=works).editions())
    wrong = (found for each in works.values() for found in faults_of(each))
    return editions, (*wrong, *(found for each in editions for found in each.faults))


@dataclass(frozen=True, kw_only=True, eq=False)
class _Reading:
    """A set of documents, and the works of which some are versions."""

    documents: tuple[Document, ...]
    works: Mapping[str, Work]

    @cached_property
    def turns(self) -> tuple[tuple[date, _Chosen], ...]:
        """The days on which other versions begin to count, each with those that do."""
        days = sorted({date.min, *(day for work in self.works.values() for day in work.bounds())})
        turns: list[tuple[date, _Chosen]] = []
        for day in days:
            chosen = {name: work.on(day) for name, work in self.works.items()}
            if not turns or turns[-1][1] != chosen:
                turns.append((day, chosen))
        return tuple(turns)

    def editions(self) -> Iterator[Edition]:
        """Yield the editions, then one for each draft of a version."""
        for since, chosen in self.turns:
            yield self._edition(since, chosen)
        for work in self.works.values():
            for version in work.versions:
                if version not in work.issued and work.issued:
                    chosen = {**self._chosen_on(version.start), work.name: version}
                    draft = frozenset({version.document.path})
                    yield replace(self._edition(None, chosen), at_home=draft, going_on=frozenset(), faults=())

    def _chosen_on(self, day: date) -> _Chosen:
        return [chosen for since, chosen in self.turns if since <= day][-1]

    def _edition(self, since: date | None, chosen: _Chosen) -> Edition:
        here = _Here(reading=self, since=since, chosen=chosen)
        ids = {name: version.id for name, version in chosen.items()}
        documents: list[Document] = []
        for document in self.documents:
            form = document.form
            if isinstance(form, InstrumentForm):
                name = form.work or form.id
                if ids[name] == form.id:  # else it is another version
                    documents.append(replace(document, form=replace(form, id=name)))
            else:
                documents.append(here.read(document))
        return Edition(
            since=since,
            documents=tuple(documents),
            at_home=frozenset(each.path for each in documents) - here.from_elsewhere.keys(),
            going_on=frozenset(path for path, goes_on in here.from_elsewhere.items() if goes_on),
            versions={name: self._version(work, chosen[name]) for name, work in self.works.items() if _is_one(work)},
            lapsed={path: tuple(each) for path, each in here.lapsed.items()},
            reworded={path: tuple(each) for path, each in here.reworded.items()},
            faults=tuple(here.faults),
        )

    def _version(self, work: Work, version: WorkVersion) -> Version:
        earlier = [each for each in work.issued if work.is_earlier(each, version)]
        became = {each.id: dict(_became(work, each, version)) for each in earlier}
        of_use = work.issued or work.versions
        days = Interval(start=of_use[0].days.start, until=of_use[-1].days.until)
        return Version(id=version.id, days=days, became=became)

    @cached_property
    def overlays(self) -> Mapping[str, OverlayForm]:
        """All overlays by their ids."""
        return {each.form.id: each.form for each in self.documents if isinstance(each.form, OverlayForm)}

    def foot(self, under: str, form: OverlayForm) -> tuple[str, _Chosen]:
        """Return the provision that an anchor of an overlay comes down to, and the versions under which it is named.

        Where it comes down through overlays above, the last of these names it.
        """
        there = footing(under, form, self.overlays)
        naming = self.overlays[there.anchors[-1].partition("#")[0]] if there.anchors else form
        return there.provision, self.home(naming)

    def home(self, form: OverlayForm | InterpretationForm) -> _Chosen:
        """Return the versions under which a document was written: of its first day, or with the one that it pins."""
        if isinstance(form, OverlayForm):
            name = footing(form.under, form, self.overlays).provision.partition(":")[0]
        else:
            name = form.interprets
        chosen = self._chosen_on(form.dates.effective.from_ or date.min)
        work, pin = self.works.get(name), form.base if isinstance(form, OverlayForm) else None
        if work is None or pin is None or pin.id != name:
            return chosen
        pinned = [each for each in work.issued if pin.version == each.form.version]
        pinned = [each for each in pinned if pin.digest == each.document.digest] or pinned
        turns = [turn for _, turn in self.turns if turn[name] in pinned]
        return chosen if chosen[name] in pinned or not turns else turns[0]


def _became(work: Work, earlier: WorkVersion, version: WorkVersion) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the provisions and norms of an earlier version that have other ids, or are gone, with what they became."""
    for short in dict.fromkeys((*earlier.provisions, *earlier.form.norms)):
        ids = work.passed(short, earlier, version).ids
        if ids != (short,):
            yield f"{work.name}:{short}", tuple(f"{work.name}:{each}" for each in ids)


def _is_one(work: Work) -> bool:
    """Whether an instrument is one of several versions, or goes by another name than its id."""
    return len(work.versions) > 1 or work.versions[0].id != work.name


@dataclass(frozen=True, kw_only=True, eq=False)
class _Here:
    """How documents are read where these versions count, and what was found in doing so, by their paths."""

    reading: _Reading
    since: date | None
    chosen: _Chosen
    lapsed: dict[str, list[Lapse]] = field(default_factory=dict)
    reworded: dict[str, list[Reworded]] = field(default_factory=dict)
    #: The documents that were written under other versions, and whether they go on here.
    from_elsewhere: dict[str, bool] = field(default_factory=dict)
    faults: list[Diagnostic] = field(default_factory=list)

    def _meets(self, form: OverlayForm | InterpretationForm) -> bool:
        """Whether a document holds on some day on which these versions count."""
        ever_held = form.status in ("in-force", "draft") or form.dates.effective.until is not None
        return ever_held and _meet(form.dates.effective.interval(), self._days)

    @property
    def _days(self) -> Interval:
        later = [since for since, _ in self.reading.turns if self.since is not None and since > self.since]
        return Interval(start=self.since, until=later[0] if later else None)

    def read(self, document: Document) -> Document:
        """Return a document as it is read here."""
        if isinstance(document.form, VocabularyForm):
            return replace(document, form=_vocabulary(document.form, self._since_it_was_there))
        if not isinstance(document.form, OverlayForm | InterpretationForm):
            return document
        home = self.reading.home(document.form)
        if home == self.chosen:
            return document
        if isinstance(document.form, InterpretationForm):
            self.from_elsewhere[document.path] = self._meets(document.form)
            return self._interpretation(document, document.form, home)
        return self._overlay(document, document.form, home)

    def _passed(self, anchor: str, home: _Chosen) -> Passed:
        """Return what became of what an anchor names since versions that were there before."""
        name, _, short = anchor.partition(":")
        work = self.reading.works.get(name)
        if work is None or not short:
            return Passed(ids=(anchor,))
        passed = work.passed(short, home[name], self.chosen[name])
        return replace(passed, ids=tuple(f"{name}:{each}" for each in passed.ids))

    def _since_it_was_there(self, anchor: str) -> str | None:
        """Return what became of what a document without days names, since the first version that has it."""
        name, _, short = anchor.partition(":")
        work = self.reading.works.get(name)
        first = next((each for each in work.issued if each.has(short)), None) if work is not None else None
        if work is None or first is None:
            return anchor  # which is reported
        if work.is_earlier(self.chosen[name], first):
            return None
        return next((f"{name}:{each}" for each in work.passed(short, first, self.chosen[name]).ids), None)

    # -------------------------------------------------------- interpretations

    def _interpretation(self, document: Document, form: InterpretationForm, home: _Chosen) -> Document:
        closes = {}
        version = self.chosen.get(form.interprets)
        for question, closing in form.closes.items():
            if version is None:  # which is reported
                closes[question] = closing
                continue
            now = self._passed(question, home).ids
            here = version.form.open_questions.get(now[0].partition(":")[2]) if now else None
            if here is not None and closing.reading in here.readings:
                closes[now[0]] = closing
            else:
                words = f"{form.id} closes {question}, which {_called(version)} does not leave open so."
                self._lapse(document, f"{form.id}#{question}", "", words, question, ("closes", question))
        return replace(document, form=replace(form, closes=closes))

    # -------------------------------------------------------- overlays

    def _overlay(self, document: Document, form: OverlayForm, home: _Chosen) -> Document:
        foot, named_under = self.reading.foot(form.under, form)
        name = foot.partition(":")[0]
        work = self.reading.works.get(name)
        self.from_elsewhere[document.path] = self._meets(form)
        if work is not None and work.is_earlier(self.chosen[name], home[name]):
            self.from_elsewhere[document.path] = False
            return replace(document, form=_begun_with(form, home[name].days.start))
        ended = self._ended(form) if work is not None else None
        if ended is not None:
            self._lapse(document, form.id, owner(form), *ended, ("under",))
            self.from_elsewhere[document.path] = False
            return document

        def carried(anchor: str) -> str:
            """Return what an anchor is here; what has lost its place is shown with what the whole stands under."""
            there = (*self._passed(anchor, home).ids, *self._passed(foot, named_under).ids, form.under)
            return anchor if "#" in anchor else there[0]

        structures = {
            name: replace(
                part,
                norms=self._norms(document, form, part.norms, home, name),
                slots={carried(slot): each for slot, each in part.slots.items()},
                guidance=[replace(each, under=carried(each.under)) for each in part.guidance],
            )
            for name, part in form.structures.items()
        }
        as_read = replace(
            form,
            under=carried(form.under),
            base=self._pin(form.base, home) if form.base is not None else None,
            norms=self._norms(document, form, form.norms, home, ""),
            slots={carried(slot): each for slot, each in form.slots.items()},
            guidance=[replace(each, under=carried(each.under)) for each in form.guidance],
            claims=[
                replace(each, under=_said(each.under, carried), replaces=_said(each.replaces, carried))
                for each in form.claims
            ],
            reviews=[  # one on what is gone is on nothing that is there
                replace(each, against=_said(each.against, lambda name: next(iter(self._passed(name, home).ids), name)))
                for each in form.reviews
            ],
            structures=structures,
        )
        return replace(document, form=as_read)

    def _norms(
        self, document: Document, form: OverlayForm, norms: Mapping[str, NormForm], home: _Chosen, part: str
    ) -> dict[str, NormForm]:
        """Return the norms that go on; of the others, and of those under other words, say so."""
        going_on = {}
        path: Path = ("structures", part, "norms") if part else ("norms",)
        prefix = f"{form.id}#{part.partition('/')[2]}/" if part else f"{form.id}#"
        for key, norm in norms.items():
            under, named_under = self.reading.foot(norm.under, form)
            became, was = self._passed(under, named_under), self._provision(under, named_under)
            if was is None:  # which is reported
                going_on[key] = norm
                continue
            if not became.ids:
                words = _lapsed(f"{prefix}{key}", was, became)
                self._lapse(document, f"{prefix}{key}", part or owner(form), words, under, (*path, key, "under"))
                continue
            now = [each for each in (self._provision(each, self.chosen) for each in became.ids) if each is not None]
            if now and [_compared(was)] != [_compared(each) for each in now]:
                self._reworded(document, f"{prefix}{key}", part or owner(form), was, now, (*path, key, "under"))
            moved = norm.under if "#" in norm.under else became.ids[0]
            going_on[key] = replace(norm, under=moved, step=self._step(norm.step, home))
        return going_on

    def _pin(self, pin: BaseForm, home: _Chosen) -> BaseForm:
        """Return a pin whose anchors are named as they are named here; one that is gone has a name that nothing has."""
        named = {anchor: self._passed(anchor, home).ids if "#" not in anchor else (anchor,) for anchor in pin.anchors}
        digests = {old: "" if len(ids) > 1 else pin.anchors[old] for old, ids in named.items()}  # split: other words
        return replace(pin, anchors={[*ids, f"{old} (gone)"][0]: digests[old] for old, ids in named.items()})

    def _step(self, step: StepForm | None, home: _Chosen) -> StepForm | None:
        """Return a step whose slot is named as it is named here; one that is gone names nobody."""
        if step is None or step.contact is None:
            return step
        return replace(step, contact=next(iter(self._passed(step.contact, home).ids), None))

    def _ended(self, form: OverlayForm) -> tuple[str, str] | None:
        """Return in which words an overlay ended with a version, and with what of it; nothing where it goes on."""
        foot, home = self.reading.foot(form.under, form)
        name = foot.partition(":")[0]
        version = home[name]
        for after in self.reading.works[name].between(version, self.chosen[name]):
            invites = version.form.invites
            if invites is not None and invites.ends_with_it:
                words = f"{form.id} ended with {_called(version)}, on {day_in_words(after.start)}: “{invites.words}”."
                return words, f"{name}:{invites.under}"
            version = after
        became, was = self._passed(foot, home), self._provision(foot, home)
        return None if became.ids or was is None else (_lapsed(form.id, was, became), foot)

    def _provision(self, anchor: str, chosen: _Chosen) -> Provision | None:
        name, _, short = anchor.partition(":")
        return chosen[name].provisions.get(short) if name in chosen else None

    def _reworded(
        self, document: Document, name: str, structure: str, was: Provision, now: Iterable[Provision], where: Path
    ) -> None:
        before, after = _wording(was), tuple(map(_wording, now))
        reworded = Reworded(norm=name, structure=structure, before=before, after=after)
        self.reworded.setdefault(document.path, []).append(reworded)
        if self.from_elsewhere[document.path]:
            message = f"this was written under other words of {reworded.place}: “{reworded.words}”"
            then = [Related(span=was.span, message="the words under which it was written")]
            then += [Related(span=each.span, message="the words under which it goes on") for each in now]
            mend = f"read it again beside the words that hold from `{self.since}` on; until then it goes on as it is"
            self.faults.append(fault(REWORDED, message, document, where, help=mend, related=then, provision=was.id))

    def _lapse(self, document: Document, name: str, structure: str, words: str, provision: str, where: Path) -> None:
        lapse = Lapse(id=name, structure=structure, words=words)
        self.lapsed.setdefault(document.path, []).append(lapse)
        if self.from_elsewhere[document.path]:
            mend = f"if it is to hold from `{self.since}` on, issue it under what is there then"
            self.faults.append(fault(LAPSED, words.rstrip("."), document, where, help=mend, provision=provision))


def _lapsed(name: str, was: Provision, became: Passed) -> str:
    why = f": {became.why.rstrip('.')}" if became.why else ""
    return f"{name} lapsed with {was.citation}, under which it stood and which is no more{why}."


def _said(anchor: str | None, carried: Callable[[str], str]) -> str | None:
    return None if anchor is None else carried(anchor)


def _called(version: WorkVersion) -> str:
    form = version.form
    return f"{form.number} (version {form.version})"


def _words(provision: Provision) -> str:
    return plain_text(f"{provision.heading} {provision.text}")


def _compared(provision: Provision) -> tuple[str, str]:
    return plain_text(provision.heading), without_its_end(provision.text)


def _wording(provision: Provision) -> Wording:
    return Wording(provision=provision.id, citation=provision.citation, text=_words(provision))


def _meet(one: Interval, other: Interval) -> bool:
    starts = [each for each in (one.start, other.start) if each is not None]
    ends = [each for each in (one.until, other.until) if each is not None]
    return not starts or not ends or max(starts) < min(ends)


def _begun_with(form: OverlayForm, start: date | None) -> OverlayForm:
    """Return an overlay that was written under a later version: it begins to hold with that one."""
    effective = form.dates.effective
    if start is None or (effective.from_ is not None and effective.from_ >= start):
        return form
    return replace(form, dates=replace(form.dates, effective=replace(effective, from_=start)))


def _vocabulary(form: VocabularyForm, now: Callable[[str], str | None]) -> VocabularyForm:
    """Return a vocabulary with the provisions that it names as they are named here, and without those that are not."""
    facts = {}
    for name, fact in form.facts.items():
        tick = fact.tick
        if tick is not None and not isinstance(tick, str) and tick.under is not None:
            fact = replace(fact, tick=replace(tick, under=now(tick.under)))
        facts[name] = fact
    if form.interview is None:
        return replace(form, facts=facts)
    lists = {there: each for under, each in form.interview.lists.items() if (there := now(under)) is not None}
    starts = {
        name: replace(start, lists=[there for under in start.lists if (there := now(under)) is not None])
        for name, start in form.interview.starts.items()
    }
    return replace(form, facts=facts, interview=replace(form.interview, lists=lists, starts=starts))
