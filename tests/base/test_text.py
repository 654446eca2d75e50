"""The base says what the signed text says: word for word, whole, and each sentence accounted for."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

import smpolicy
from smpolicy.documents.packaged import policies_folder
from smpolicy.foundations.source import digest
from smpolicy.foundations.wording import plain_text, sentences
from smpolicy.meaning.norms import Instrument, Provision

SOURCE: Final = Path(__file__).parents[1] / "data" / "si31.txt"
BASE: Final = ("si31", "sr", "coc")

#: The norms of the instrument, sentence by sentence, as its analysis lists them.
INVENTORY: Final = {
    "si31": "1 2.1 2.2 3.1 3.2a 3.2b 3.3 4.1 4.2a 4.2b 5a 5b 6.1a 6.1b 6.2 6.3a 6.3b 6.4a 6.4b 6.5a 6.5b 7.1.b1 "
    "7.1.b2a 7.1.b2b 7.1.b3 7.2 7.2.b1 7.2.b2 7.2.b3 7.2.b4 7.2.b5 7.2.b6 7.2.b7 7.2.b8 7.2.b9 7.3a 7.3b 8.1a 8.1b 8.2",
    "sr": "2.01.a1 2.01.a2 2.01.a3 2.01.b1 2.01.b2 2.01.b3 2.02.1 2.02.2 2.02.3",
    "coc": "1.1 1.2 1.3 3.1 3.2 3.3 3.4 6.1 6.2 9.1 9.2 9.3 9.4 9.5",
}


@pytest.fixture
def instruments(packaged: smpolicy.Library) -> dict[str, Instrument]:
    """Return the three instruments of the base."""
    return {name: packaged.lowered.instruments[name] for name in BASE}


def words(text: str) -> str:
    """Return a text without the marks of its source (emphasis, bullets), and with single spaces."""
    return plain_text(re.sub(r"^\s*[-•o]\s+", "", text, flags=re.M))


def written_out(instrument: Instrument, others: dict[str, Instrument]) -> list[str]:
    """Return the pieces of an instrument in the order of its text, with those that it reproduces in their place.

    Its footnote is printed at the foot of a page, in the middle of section 6.
    """
    pieces = list(instrument.preamble)
    for provision in instrument.provisions:
        if provision.kind == "footnote":
            continue
        pieces += [each for each in (provision.heading, provision.text) if each]
        for name in provision.reproduces:
            pieces += written_out(others[name], others)
    return pieces


def test_the_source_is_the_one_that_was_copied(instruments: dict[str, Instrument], packaged: smpolicy.Library) -> None:
    """Each instrument names the digest of the text it was copied from."""
    for document in packaged.corpus.documents:
        source = getattr(document.form, "source", None)
        if getattr(document.form, "id", "") in BASE:
            assert source is not None
            assert source.digest == digest(SOURCE.read_bytes())


def test_the_text_is_verbatim_and_whole(instruments: dict[str, Instrument]) -> None:
    """Put together, with its printed numbers, the pieces are the source: nothing added, nothing lost, nothing moved."""
    (footnote,) = [plain_text(each.text) for each in instruments["si31"].provisions if each.kind == "footnote"]
    source = words(SOURCE.read_text(encoding="utf-8"))
    assert source.count(footnote) == 1
    source = plain_text(source.replace(footnote, ""))
    end = 0
    between = []
    for piece in written_out(instruments["si31"], instruments):
        wanted = plain_text(piece)
        start = source.find(wanted, end)
        assert start >= 0, f"not in the source, or out of its order: {piece!r}"
        between.append(source[end:start].strip())
        end = start + len(wanted)
    between.append(source[end:].strip())
    numbers = {plain_text(each.number) for each in instruments["si31"].provisions} | {""}
    assert {each for each in between if each not in numbers} == set()


def test_every_quotation_stands_once_in_its_provision(instruments: dict[str, Instrument]) -> None:
    """A norm quotes words that stand in its provision once, so that nobody can mistake which are meant."""
    for instrument in instruments.values():
        provisions = {each.id: each for each in instrument.provisions}
        for norm in instrument.norms:
            provision = provisions[norm.provision]
            text = plain_text(f"{provision.heading}\n{provision.text}")
            assert text.count(plain_text(norm.text)) == 1, norm.id


def test_every_sentence_is_modelled_or_marked_with_a_reason(instruments: dict[str, Instrument]) -> None:
    """No sentence is lost: a norm quotes it, or it is marked as not operative, and the mark says why."""
    for instrument in instruments.values():
        for provision in instrument.provisions:
            assert all(because.strip() for _, because in provision.not_operative), provision.id
            for sentence in unaccounted(provision, instrument):
                pytest.fail(f"{provision.id}: {sentence}")


def unaccounted(provision: Provision, instrument: Instrument) -> list[str]:
    """Return the sentences of a provision that nothing accounts for."""
    text = plain_text(provision.text)
    said = [plain_text(norm.text) for norm in instrument.norms if norm.provision == provision.id]
    said += [plain_text(marked) for marked, _ in provision.not_operative]
    covered = [(text.find(each), text.find(each) + len(each)) for each in said if each in text]
    return [text[start:end] for start, end in sentences(text) if not any(a < end and start < b for a, b in covered)]


def test_no_sentence_of_the_source_hides_in_a_long_one(instruments: dict[str, Instrument]) -> None:
    """Cutting sentences finds as many as a reader counts: one in 7.2.b5, two in 7.1.b2, three in 2.02."""
    texts = {each.id: plain_text(each.text) for instrument in instruments.values() for each in instrument.provisions}
    counted = {
        name: len(list(sentences(texts[name]))) for name in ("si31:7.2.b5", "si31:7.1.b2", "sr:2.02", "si31:4.2")
    }
    assert counted == {"si31:7.2.b5": 1, "si31:7.1.b2": 2, "sr:2.02": 3, "si31:4.2": 1}


def test_all_63_norms_are_there(instruments: dict[str, Instrument]) -> None:
    """Every norm of the inventory is modelled.

    Beside them stand one that carries the open questions on section 7, and the duty to monitor, which begins before
    there is anything to remove.
    """
    inventory = {f"{name}:{each}" for name, listed in INVENTORY.items() for each in listed.split()}
    assert len(inventory) == 63
    modelled = {norm.id for instrument in instruments.values() for norm in instrument.norms}
    assert inventory <= modelled
    assert modelled - inventory == {"si31:7", "si31:7.1.b2c"}


def test_section_7_asks_for_nothing_mandatory(instruments: dict[str, Instrument]) -> None:
    """No sentence of section 7 uses a mandatory form; all nine bullets of 7.2 stand under its "should"."""
    norms = [norm for norm in instruments["si31"].norms if norm.provision.startswith("si31:7.")]
    assert "mandatory" not in {norm.force for norm in norms}
    bullets = [norm for norm in norms if re.fullmatch(r"si31:7\.2\.b\d", norm.id)]
    assert [(norm.force, norm.force_words) for norm in bullets] == [("should", "should")] * 9
    assert Counter(norm.polarity for norm in bullets) == {"refrain": 8, "do": 1}


@pytest.mark.parametrize(
    ("provision", "citation"),
    [
        ("si31:7.2.b9", "SI 31, 7.2, third heading, third bullet"),
        ("si31:7.2.b5", "SI 31, 7.2, second heading, second bullet"),
        ("si31:7.1.b3", "SI 31, 7.1, third bullet"),
        ("si31:5.fn1", "SI 31, 5, footnote 1"),
        ("si31:8.2", "SI 31, 8.2"),
        ("sr:2.02", "Staff Regulation 2.02"),
        ("sr:2.01.a", "Staff Regulation 2.01(a)"),
        ("coc:9.p1", "Code of Conduct 9, first paragraph"),
    ],
)
def test_citations(instruments: dict[str, Instrument], provision: str, citation: str) -> None:
    """A provision is cited as a lawyer would: bullets bear no number, so they are counted."""
    cited = {each.id: each.citation for instrument in instruments.values() for each in instrument.provisions}
    assert cited[provision] == citation


def test_every_provision_has_an_eid_of_its_own(instruments: dict[str, Instrument]) -> None:
    """Akoma Ntoso eIds stand beside the short ids, and tell provisions apart."""
    for instrument in instruments.values():
        eids = [each.eid for each in instrument.provisions]
        assert len(set(eids)) == len(eids)
        assert all(re.fullmatch(r"[A-Za-z0-9_\-]+", eid) for eid in eids)
    by_id = {each.id: each.eid for each in instruments["si31"].provisions}
    assert by_id["si31:7.2.b9"] == "sec_7__subsec_7-2__para_nn_3__point_nn_3"


def test_the_digest_of_the_words_changes_with_each_word(instruments: dict[str, Instrument]) -> None:
    """One letter more in any id, number, heading or text gives another digest, and so does another order."""
    for instrument in instruments.values():
        known = {instrument.text_digest}
        for place, provision in enumerate(instrument.provisions):
            before, behind = instrument.provisions[:place], instrument.provisions[place + 1 :]
            for other in (
                replace(provision, id=f"{provision.id}x"),
                replace(provision, number=f"{provision.number}x"),
                replace(provision, heading=f"{provision.heading}x"),
                replace(provision, text=f"{provision.text}x"),
            ):
                known.add(replace(instrument, provisions=(*before, other, *behind)).text_digest)
        assert len(known) == 1 + 4 * len(instrument.provisions)
        turned = replace(instrument, provisions=instrument.provisions[::-1])
        assert turned.text_digest not in known


def test_the_digest_of_the_words_changes_with_nothing_else(tmp_path: Path) -> None:
    """A remark, a norm, a note or a fact of the base may change: the digest of the words changes with a word alone."""
    folder = tmp_path / "policies"
    shutil.copytree(policies_folder(), folder)

    def changed(name: str, old: str, new: str) -> str:
        file = folder / "base" / name
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")
        return smpolicy.load(folder).lowered.instruments["si31"].text_digest

    before = smpolicy.load(folder).lowered.instruments["si31"].text_digest
    assert changed("si31.yaml", "\ntitle: ", "\n# A remark.\ntitle: ") == before
    assert changed("si31.yaml", "{person.status: osce_official}", "{person.status: other}") == before
    assert changed("si31.yaml", "\nnote: As issued.", "\nnote: As issued that day.") == before
    assert changed("facts.yaml", "question: ", "question: Or ") == before
    assert changed("si31.yaml", "prior to the appointment", "prior to an appointment") != before
