"""Words of a norm that make no difference to any answer are shown to whoever reviews it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from smpolicy.checks.wording import places, plain, span_of
from smpolicy.checks.written import Written, overlay_norms
from smpolicy.corpus import Corpus
from smpolicy.diagnostics import Diagnostic, quoted, report
from smpolicy.lowering import Lowered

#: Words that only hold a sentence together. Those that can limit a norm by themselves (only, before, all) are not here.
_JOINTS: Final = re.compile(
    "an?|the|of|in|on|at|to|from|by|for|with|and|or|nor|any|anything|anyone|something|that|which|who|whose|whom|its?|their|they|"
    "them|is|are|be|been|was|were|has|have|as|if|unless|except|where|when|while|such|this|these|those|also|not|no|never|there",
    re.I,
)
#: Whom a norm addresses if it says no more than the Staff Instruction does.
_EVERYONE: Final = re.compile("osce|non-osce|staff|mission|members?|officials?|persons?|everyone|all|they", re.I)


def check(corpus: Corpus, lowered: Lowered) -> Iterator[Diagnostic]:
    """Note each stretch of an overlay norm's text that no condition line and no modal word claims."""
    for written in overlay_norms(corpus, lowered):
        if written.form.act:
            where = written.document.place(*written.path, "text")
            for words in _unclaimed(written):
                yield report(
                    "unclaimed-words",
                    f"no condition stands beside the words {quoted(words)}",
                    span_of(words, where, written.source),
                    help="if they limit the norm, add a line for them; if they stress or illustrate, leave them",
                    norm=written.norm.id,
                    provision=written.norm.provision,
                )


def _unclaimed(written: Written) -> Iterator[str]:
    text = plain(written.form.text)
    modal = [place for phrase in written.norm.force_words.split(", ") if phrase for place in places(phrase, text)]
    claimed = [*modal, *(place for words, _ in written.lines() for place in places(words, text))]
    subject_ends = min((start for start, _ in modal or claimed), default=0)
    run: list[re.Match[str]] = []
    for word in re.finditer(r"[\w'’/-]+", text):
        taken = any(start < word.end() and word.start() < end for start, end in claimed)
        if taken or _gap(text, run, word):
            yield from _content(run, text, subject_ends)
            run = []
        if not taken:
            run.append(word)
    yield from _content(run, text, subject_ends)


def _gap(text: str, run: list[re.Match[str]], word: re.Match[str]) -> bool:
    """Whether a new stretch begins: punctuation stands between it and the one before."""
    return bool(run) and bool(re.search(r"[.,;:()]", text[run[-1].end() : word.start()]))


def _content(run: list[re.Match[str]], text: str, subject_ends: int) -> Iterator[str]:
    """Yield a stretch of words, without the joints at its ends, if anything is left of it."""
    while run and _joint(run[0], subject_ends):
        run = run[1:]
    while run and _joint(run[-1], subject_ends):
        run = run[:-1]
    if run:
        yield text[run[0].start() : run[-1].end()]


def _joint(word: re.Match[str], subject_ends: int) -> bool:
    return bool(_JOINTS.fullmatch(word.group()) or (word.end() <= subject_ends and _EVERYONE.fullmatch(word.group())))
