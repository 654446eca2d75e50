"""Where a norm names an act, its words or the document say with what force, and whether to do it or leave it undone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from smpolicy.checks.written import Checked, Written
from smpolicy.foundations.diagnostics import Diagnostic, Rule, report
from smpolicy.foundations.wording import span_of
from smpolicy.meaning.modal_words import Reading
from smpolicy.meaning.modality import Doubt, read_modality

RULE: Final = Rule(
    code="SMP410",
    name="force-not-stated",
    severity="error",
    summary="The norm names an act, but its words do not say for certain with what force it is asked for, or whether "
    "it is to be done or left undone: another word may change what they say, as in `shall not be required`. No "
    "machine may guess that.",
    mend="Use words that say it, such as `shall not` or `need not`, or add `force:` (`mandatory`, `should`, "
    "`expected`, `encouraged`, `requested` or `permitted`) and `polarity:` (`do` or `refrain`) as they are meant.",
    wrong="text: Staff take care before posting.\nact: ...",
    right="text: Staff should take care before posting.\nact: ...",
)

_FORCES: Final = "`force:` as `mandatory`, `should`, `expected`, `encouraged`, `requested` or `permitted`"
_POLARITIES: Final = "`polarity:` as `do` or `refrain`"
#: What a force and a polarity say together, as a drafter would put it.
_MEANT: Final[dict[Reading, str]] = {
    ("mandatory", "do"): "it must be done",
    ("mandatory", "refrain"): "it is a ban",
    ("should", "do"): "it should be done",
    ("should", "refrain"): "it should not be done",
    ("expected", "do"): "people are expected to do it",
    ("expected", "refrain"): "people are expected not to do it",
    ("encouraged", "do"): "people are encouraged to do it",
    ("encouraged", "refrain"): "people are encouraged not to do it",
    ("requested", "do"): "people are asked to do it",
    ("requested", "refrain"): "people are asked not to do it",
    ("permitted", "do"): "people are free to do it",
    ("permitted", "refrain"): "nobody is bound to do it",
}


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Report acts that are asked for with no force, or in no direction."""
    for written in checked.norms:
        norm, form = written.norm, written.form
        if not leaves_its_force_open(written):
            continue
        force, polarity = norm.force == "none" and form.force is None, norm.polarity is None
        doubt = read_modality(form.text).doubt
        where = written.document.place(*written.path, "text")
        yield report(
            RULE,
            _message(written, doubt, force=force, polarity=polarity),
            span_of(doubt.words, where, written.source) if doubt else where,
            help=_mend(written, doubt, force=force, polarity=polarity),
            norm=norm.id,
            provision=norm.provision,
        )


def leaves_its_force_open(written: Written) -> bool:
    """Whether an act is asked for with no force, or in no direction; what only explains has no force to state."""
    norm, form = written.norm, written.form
    explains = written.overlay is not None and written.overlay.nature == "explains"
    force = norm.force == "none" and form.force is None
    return bool(form.act) and not explains and (force or norm.polarity is None)


def _message(written: Written, doubt: Doubt | None, *, force: bool, polarity: bool) -> str:
    words = f" (`{written.norm.force_words}`)" if written.norm.force_words else ""
    what = [
        *(["with what force it asks for its act"] if force else []),
        *(["whether the act is to be done or left undone"] if polarity else []),
    ]
    return f"the words of this norm{words} leave open {' and '.join(what)}" + (f": {doubt.why}" if doubt else "")


def _mend(written: Written, doubt: Doubt | None, *, force: bool, polarity: bool) -> str:
    """Return the keys to add, with what each of the readings that are possible means, and of which act."""
    if doubt is None or not doubt.readings:
        missing = [*([_FORCES] if force else []), *([_POLARITIES] if polarity else [])]
        return f"say it in the text, as with `shall not` or `should`, or add {' and '.join(missing)}"
    stated = [each for each in doubt.readings if force or each[0] == written.norm.force] or doubt.readings
    ways = [f"{_keys(each, force=force, polarity=polarity)} if {_MEANT[each]}" for each in stated]
    if doubt.defines:
        ways.append("remove `act:` if it only says what something is")
    act = " and ".join(f"`{words}`" for words in written.form.act)
    return f'add {", or ".join(ways)} ("it" is {act}); `smpolicy explain {RULE.name}` names the other forces'


def _keys(reading: Reading, *, force: bool, polarity: bool) -> str:
    keys = [*([f"`force: {reading[0]}`"] if force else []), *([f"`polarity: {reading[1]}`"] if polarity else [])]
    return " and ".join(keys)
