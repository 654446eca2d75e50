"""A program, `smpolicy/program@1`: a policy compiled for good, as one document that decides by itself."""

from __future__ import annotations

from os import fspath

from smpolicy.deciding.compiled.formulas import united
from smpolicy.deciding.compiled.groups import NOTHING_ASSUMED
from smpolicy.deciding.compiled.model import Model
from smpolicy.deciding.compiled.numbers import Numbers
from smpolicy.deciding.compiled.stating import Unreadable
from smpolicy.deciding.compiled.verdict import Verdict
from smpolicy.deciding.compiled.wellformed import Malformed, check
from smpolicy.deciding.compiled.writing import canonical, digest_of_text, read_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from os import PathLike
    from typing import Any

    from smpolicy.deciding.compiled.many import Many, RowDecision

FORMAT = "smpolicy/program@1"
WORDS = "smpolicy/program-words@1"
#: The two ways of assuming.
_ASSUMPTIONS = ("none", "neutral")


def digest_of(document: Mapping[str, Any]) -> str:
    """Return the digest of a document, which it has under `digest`."""
    rest = {key: value for key, value in document.items() if key != "digest"}
    return digest_of_text(canonical(rest))


class CompiledProgram:
    """A policy compiled: it decides without documents, and says in ids what a policy says in words."""

    __slots__ = ("_many", "_model", "_numbers", "_words", "document")

    def __init__(self, document: Mapping[str, Any], *, text: str = "", words: Mapping[str, Any] | None = None) -> None:
        """Read a document, of which this is the text, if it was read from one; and the words for it, if any.

        Raises `UnreadableProgram` if it is none that this version wrote, or was changed since.
        """
        self.document = document
        self._numbers: Numbers | None = None
        self._many: Many | None = None
        if not isinstance(document, dict) or document.get("format") != FORMAT:
            raise _unreadable(f"its `format` is not `{FORMAT}`")
        try:
            if not _is_digested(document, text):
                raise _unreadable("its `digest` is another one than that of what it says")
            check(document)
            self._model = Model(document)
        except Malformed as reason:
            raise _unreadable(str(reason)) from None
        except Unreadable:
            raise _unreadable("a value in it is none of the fact of which it is said") from None
        except (TypeError, ValueError, RecursionError):
            raise _unreadable("it holds what is no JSON") from None
        if words is not None and not _are_of(document, words):
            raise _unreadable(f"its words are no `{WORDS}` made for it")
        self._words = words

    @property
    def digest(self) -> str:
        """What exactly it decides by: it changes with what is decided, and with nothing else."""
        return str(self.document["digest"])

    @property
    def method(self) -> str:
        """How it decides: `compiled`; or `search`, where what is compiled would have outgrown its limits."""
        return self._model.method

    @property
    def structure(self) -> str:
        """The id of the structure for which it decides."""
        return str(self.document["of"]["structure"])

    @property
    def as_of(self) -> str:
        """The day on which what it decides by holds, as 2026-03-31."""
        return str(self.document["of"]["as_of"])

    @property
    def words(self) -> Mapping[str, Any] | None:
        """The words for what it says in ids, in the format `smpolicy/program-words@1`, if they were read with it."""
        return self._words

    def __repr__(self) -> str:
        """Name it in one line."""
        return f"<CompiledProgram {self.structure} {self.as_of} {self.digest[:19]}>"

    def __eq__(self, other: object) -> bool:
        """Whether another program decides by the same."""
        return isinstance(other, CompiledProgram) and other.digest == self.digest

    def __hash__(self) -> int:
        """Agree with equality."""
        return hash(self.digest)

    def __reduce__(self) -> tuple[Any, ...]:
        """Come out of a pickle as it is read."""
        return _read_again, (self.document, self._words)

    def to_json(self) -> Mapping[str, Any]:
        """Return its document, in the format `smpolicy/program@1`."""
        return self.document

    def text(self) -> str:
        """Return its document as it is written to a file: canonical JSON, and a line's end."""
        return canonical(self.document) + "\n"

    def evaluate(self, facts: Mapping[str, object], *, assume: str = "none") -> Verdict:
        """Decide how an activity stands: `facts` and `assume` are those of `Policy.evaluate`.

        Raises `ImpossibleFacts`, naming every problem, if something stated is no fact, no value of it, or impossible,
        and `UnknownAssumption` if `assume` is neither `none` nor `neutral`.
        """
        neutral = assumed_neutral(assume)
        try:
            return self.decide(facts, neutral=neutral)
        except Unreadable:
            from smpolicy.deciding.refusing import refusal

            raise refusal(self.document, facts, (self._words or {}).get("constraints", ())) from None

    def evaluate_many(
        self, rows: Iterable[Mapping[str, object]], *, key: str | None = None, assume: str = "none"
    ) -> Iterator[RowDecision]:
        """Decide how many activities stand: rows, each the facts of one, and each with what `evaluate` says of it.

        What a row has under the name `key` is no fact, but tells it from the others; without, its number does, from 0.
        A row that `evaluate` would refuse has the refusal. Rows are read as results are asked for.

        Raises `UnreadableRows` if `key` is the name of a fact, or a row has nothing under it; and `UnknownAssumption`
        as `evaluate` does.
        """
        return self.decided_many(rows, lambda facts: self.evaluate(facts, assume=assume), key=key, assume=assume)

    def decided_many(
        self,
        rows: Iterable[Mapping[str, object]],
        one: Callable[[Mapping[str, object]], Verdict],
        *,
        key: str | None,
        assume: str,
    ) -> Iterator[RowDecision]:
        """Decide rows as `evaluate_many` does; `one` decides a row by itself, and says why one is refused."""
        return self.many.decided(rows, one, key=key, together=not assumed_neutral(assume))

    @property
    def model(self) -> Model:
        """What it decides by, as it was read from the document."""
        return self._model

    @property
    def many(self) -> Many:
        """What decides many activities at once: made when it is asked for."""
        if self._many is None:
            from smpolicy.deciding.compiled.many import Many

            self._many = Many(self._model)
        return self._many

    def decide(self, facts: Mapping[str, object], *, neutral: bool) -> Verdict:
        """Decide as `evaluate` does. Raises `Unreadable`, and says nothing of why, where that has to be refused."""
        if facts.__class__ is not dict and not _is_mapping(facts):
            raise Unreadable
        return Verdict(self._model, facts, None if neutral else self._left_by(facts))

    def _left_by(self, facts: Mapping[str, object]) -> tuple[int, int]:
        """Return the cells that are touched by what was stated, and the cubes that are killed, as bits."""
        numbers = self._numbers
        if numbers is None or numbers.are_many:
            numbers = self._numbers = Numbers(self._model)
        try:
            return numbers.joined(facts)
        except KeyError:
            alone, tied = self._model.statements(facts)
            effects = [self._model.leaving.effect(entry.group, (entry,), NOTHING_ASSUMED) for entry in alone]
            effects += [self._model.leaving.effect(group, entries, NOTHING_ASSUMED) for group, entries in tied.items()]
            return united(each.touched for each in effects), united(each.killed for each in effects)

    def attempt(self, facts: Mapping[str, object], *, neutral: bool) -> Verdict | None:
        """Decide as `evaluate` does; nothing, where that has to be refused."""
        try:
            return self.decide(facts, neutral=neutral)
        except Unreadable:
            return None


def _is_mapping(facts: object) -> bool:
    from collections.abc import Mapping

    return isinstance(facts, Mapping)


def _read_again(document: Mapping[str, Any], words: Mapping[str, Any] | None) -> CompiledProgram:
    return CompiledProgram(document, words=words)


def _are_of(document: Mapping[str, Any], words: object) -> bool:
    """Whether words are those of a document: of its digest, and as many as its constraints."""
    if not isinstance(words, dict) or words.get("format") != WORDS or words.get("program") != document["digest"]:
        return False
    why = words.get("constraints")
    return isinstance(why, list) and set(map(type, why)) <= {str} and len(why) == len(document["constraints"])


def assumed_neutral(assume: str) -> bool:
    """Return whether what nobody stated is assumed to be neutral. Raises `UnknownAssumption` if it is not known how."""
    if assume not in _ASSUMPTIONS:
        from smpolicy.foundations.errors import UnknownAssumption

        raise UnknownAssumption(assume=assume, known=_ASSUMPTIONS)
    return assume == "neutral"


def made_of(of: Mapping[str, Any], decides: Mapping[str, Any]) -> CompiledProgram:
    """Make a program of what it is the program of, and of what it decides by."""
    document: dict[str, Any] = {"format": FORMAT, "of": of, **decides}
    # what is read from a file and what was made are the same to the last type
    document = read_json(canonical(document))
    return CompiledProgram({**document, "digest": digest_of(document)})


def _is_digested(document: Mapping[str, Any], text: str) -> bool:
    """Whether a document has the digest of what it says; of text that is canonical that is seen without writing it."""
    digest = document.get("digest")
    member = f'"digest":"{digest}",'
    if text.count(member) == 1 and digest_of_text(text.strip().replace(member, "")) == digest:
        return True
    return digest == digest_of(document)


def load_program(path: str | PathLike[str], *, words: str | PathLike[str] | None = None) -> CompiledProgram:
    """Read a program from a file; and from another one the words for it, in which it then refuses facts.

    It decides without any other package, and without the documents that it was made from.

    Raises `UnreadableProgram` if the file holds none that this version wrote, or one that was changed since, and
    `UnreadablePath` if it is missing or cannot be read.
    """
    document, text = _read(path)
    return CompiledProgram(document, text=text, words=None if words is None else _read(words)[0])


def _read(path: str | PathLike[str]) -> tuple[Any, str]:
    try:
        with open(fspath(path), encoding="utf-8") as file:
            text = file.read()
        return read_json(text), text
    except TypeError:
        from smpolicy.foundations.errors import UnreadablePath
        from smpolicy.foundations.in_brief import in_short

        raise UnreadablePath(path=in_short(path), reason="it is no path") from None
    except OSError as reason:
        from smpolicy.foundations.errors import UnreadablePath

        raise UnreadablePath(path=str(path), reason=reason.strerror or str(reason)) from None
    except (ValueError, RecursionError):
        raise _unreadable("it is no JSON") from None


def _unreadable(reason: str) -> Exception:
    from smpolicy.foundations.errors import UnreadableProgram

    return UnreadableProgram(reason=reason)
