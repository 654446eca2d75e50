"""`show --issuance`: what an overlay says, on paper, for those who sign."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

import smpolicy
from cli.commandline import ARCADIA, run
from smpolicy.cli.main import commands
from smpolicy.documents.forms import OverlayForm
from smpolicy.render import issuance_docx, issuance_markdown
from smpolicy.render.issuance import Issuance, issuance
from smpolicy.render.table import PAPERS

WORDS = smpolicy.load().lowered.instruments["si31"].words
DRAFT = WORDS.on_a_draft("The authors of smpolicy", "OSCE Mission to Moldova")


def form_of(overlay: str, policies: str | None = None) -> OverlayForm:
    """Return an overlay as it is written."""
    forms = (document.form for document in smpolicy.load(policies).corpus.documents)
    return next(form for form in forms if isinstance(form, OverlayForm) and form.id == overlay)


def paper_of(overlay: str, policies: str | None = None) -> Issuance:
    """Return the paper of an overlay."""
    lowered = smpolicy.load(policies).lowered
    return issuance(lowered.instruments[overlay], form_of(overlay, policies), lowered)


def markdown(*arguments: str) -> str:
    """Return what is printed as Markdown, which must go well."""
    ran = run("show", *arguments, "--issuance")
    assert ran.code == 0
    assert only_notices(ran.err)
    return ran.out


def word(*arguments: str) -> bytes:
    """Return what is printed as a Word file, which must go well."""
    ran = CliRunner().invoke(commands, ["show", *arguments, "--issuance", "--format", "docx"])
    assert ran.exit_code == 0
    assert only_notices(ran.stderr)
    return ran.stdout_bytes


def only_notices(err: str) -> bool:
    """Whether nothing but notices was said on stderr."""
    return all(line.startswith("notice: ") for line in err.splitlines())


def opened(content: bytes) -> Document:
    """Read a Word file again."""
    return docx.Document(io.BytesIO(content))


def words(text: str) -> str:
    """Return a text in which blanks of any kind are one."""
    return " ".join(text.split())


def without_marks(text: str) -> str:
    """Return the words of Markdown without its marks, line by line."""
    lines = [
        re.sub(r"^(?:>|#+|-) ?", "", line) for line in text.splitlines() if not re.match(r"\|[ -]+\|[ -]+\|", line)
    ]
    bare = "\n".join(line.strip("|").replace(" | ", " ") for line in lines).replace("**", "")
    return words(re.sub(r"\\(.)", r"\1", bare))


def all_words(document: Document) -> str:
    """Return the words of a Word file in their order, those in its tables among them."""
    told = []
    for each in document.iter_inner_content():
        if isinstance(each, Paragraph):
            told.append(each.text)
        if isinstance(each, Table):
            told += [cell.text for row in each.rows for cell in row.cells]
    return words("\n".join(told))


NORMS = [words(norm.text) for norm in form_of("moldova/draft-2026").norms.values()]
OF_PARTS = [
    words(norm.text) for part in form_of("moldova/draft-2026").structures.values() for norm in part.norms.values()
]


class TestMarkdown:
    """The paper in Markdown."""

    def test_every_norm_word_for_word(self) -> None:
        """Each norm is one numbered paragraph with its exact words and nothing else."""
        printed = markdown("moldova").splitlines()
        for text in [*NORMS, *OF_PARTS]:
            assert [line for line in printed if re.fullmatch(rf"\d+\.\d+ {re.escape(text)}", line)], text

    def test_in_the_order_of_the_instrument(self) -> None:
        """Norms stand under their provisions in the order of the Staff Instruction, which the file does not follow."""
        provisions = [each.id for each in smpolicy.load().lowered.instruments["si31"].provisions]
        paper = paper_of("moldova/draft-2026")
        under = {norm.id: norm.provision for norm in smpolicy.load().lowered.instruments["moldova/draft-2026"].norms}
        places = [provisions.index(under[each.norm]) for each in paper.norms if "#tiraspol/" not in each.norm]
        assert places == sorted(places)
        assert next(iter(under.values())) == "si31:7.2.b2"
        assert paper.sections[2].heading == "Under SI 31, 7.1, third bullet"

    def test_numbers_are_one_row(self) -> None:
        """Sections are counted from 1, and the paragraphs of each from 1."""
        for number, section in enumerate(paper_of("moldova/draft-2026").sections, 1):
            assert section.number == f"{number}."
            counted = [block.number for block in section.blocks if hasattr(block, "number")]
            assert counted == [f"{number}.{n}" for n in range(1, len(counted) + 1)]

    def test_a_draft_is_marked_first(self) -> None:
        """The first words of a draft's paper are the notice, and it says for whom it is proposed and who drafted it."""
        printed = markdown("moldova")
        assert printed.startswith(f"> {DRAFT}\n")
        assert printed.index("Proposed for the OSCE Mission to Moldova") < printed.index("# Personal use")
        assert "- Drafted by: The authors of smpolicy" in printed

    def test_what_a_draft_leaves_open_is_seen_to_be_open(self) -> None:
        """Number, signature, name, office and date are blanks in brackets, and so is whoever nobody named."""
        printed = markdown("moldova")
        for blank in ("Number: [number]", "Date: [date of signature]", "Signature: [signature]", "Name: [name]"):
            assert f"- {blank}\n" in printed
        assert "“the respective communications focal point”:** [to be named by the OSCE Mission to Moldova]" in printed

    def test_an_issuance(self) -> None:
        """What was issued is no draft: it bears its number, its day, who signed, and the digest of the signed text."""
        printed = markdown("arcadia", "--policies", ARCADIA, "--document", "ai-2024-07")
        assert printed.startswith(f"> {WORDS.authentic}\n\nOSCE Mission to Arcadia\n\n# Personal use of social media")
        assert "- Number: Administrative Issuance 2024/07\n- Date: 20 June 2024\n" in printed
        assert "- Signed by: Head of mission\n- Date: 20 June 2024\n" in printed
        assert "**In effect from:** 1 July 2024" in printed
        assert "communication focal point, press.arcadia@example.org (last reviewed on 20 June 2024)" in printed
        assert "- Signed text: sha256:..." in printed
        assert "[signature]" not in printed
        assert "raft" not in printed

    def test_claims_are_verbatim_and_remarked_upon(self) -> None:
        """A claim stands as written, and beside it that it is never applied and what section 5 says."""
        printed = markdown("arcadia", "--policies", ARCADIA, "--document", "arcadia/ai-2024-07")
        claim = printed.index("7.1 **On SI 31, 8.2:** Staff shall seek advice from the legal officer instead of COMMS.")
        assert claim < printed.index("never applied by smpolicy. Section 5 of SI 31 says that it “in cases of incons")

    def test_context_terms_guidance_note(self) -> None:
        """What stands beside the norms is on the paper, each as what it is."""
        form, printed = form_of("moldova/draft-2026"), markdown("moldova")
        assert f"1.4 **Context:** {words(form.context or '')}\n" in printed
        for term, meaning in form.terms.items():
            assert f"**{term}:** {words(meaning)}\n" in printed
        for each in form.guidance:
            assert re.search(rf"\*\*Guidance on SI 31, [^:]+:\*\* {re.escape(words(each.text))}\n", printed)
        assert f"14.1 {words(form.note or '')}\n" in printed

    def test_parts_have_sections_of_their_own(self) -> None:
        """What holds for a part of the structure alone stands apart, with its name and its provision."""
        section = markdown("moldova").partition("## 11. For this part of the structure: Tiraspol")[2]
        above = "> Under SI 31, 7.2, third heading, first bullet:\n\n> Paragraph 11.1 supplements paragraph 8.2:\n\n"
        assert f"{above}11.1 {OF_PARTS[0]}" in section

    def test_what_a_part_names_for_itself(self, tmp_path: Path) -> None:
        """Contacts and guidance of a part stand in the part's section, and not among those of the structure."""
        part = "{name: East, slots: {si31:8.1/focal-point: {role: desk, email: e@example.org}}, "
        guidance = "guidance: [{under: si31:8.1, text: Ask early.}]}"
        folder = overlay_with(tmp_path, f"structures:\n  arcadia/east: {part}{guidance}")
        printed = markdown("arcadia", "--policies", folder)
        section = printed.partition("## 3. For this part of the structure: East")[2].partition("## 4. Contacts")[0]
        assert "3.1 **SI 31, 8.1, “the respective communications focal point”:** desk, e@example.org\n" in section
        assert "3.2 **Guidance on SI 31, 8.1:** Ask early.\n" in section
        assert "focal point”:** [to be named by the OSCE Mission to Arcadia]" in printed.partition("## 4. Contacts")[2]

    def test_each_paragraph_can_be_traced(self) -> None:
        """A table gives for each norm its paragraph, its id and the provision that it supplements."""
        printed = markdown("moldova")
        assert "| 3.1 | moldova/draft-2026#insignia-on-accounts | SI 31, 7.1, third bullet |" in printed
        assert len(list(paper_of("moldova/draft-2026").norms)) == len(NORMS) + len(OF_PARTS)

    def test_nothing_of_the_machine(self) -> None:
        """Conditions, facts and examples are not on the paper."""
        printed = markdown("moldova")
        assert not [fact for fact in form_of("moldova/draft-2026").facts if fact in printed]
        assert "activity." not in printed

    def test_words_that_markdown_would_act_on(self, tmp_path: Path) -> None:
        """Stars and angle brackets of a drafter are shown, and do nothing."""
        folder = overlay_with(tmp_path, 'context: "*No* <b>[link](x)</b>"')
        assert r"**Context:** \*No\* \<b>[link\](x)\</b>" in markdown("arcadia", "--policies", folder)

    def test_days_and_earlier_texts(self, tmp_path: Path) -> None:
        """The last day is said, and so is what the text supersedes; a withdrawn issuance says that it is withdrawn."""
        beginning = (Path(ARCADIA) / "ai-2024-07.yaml").read_text("utf-8")
        until = beginning.replace("{from: 2024-07-01}", "{from: 2024-07-01, until: 2025-01-01}")
        withdrawn = until.replace("status: in-force ", "status: withdrawn ")
        folder = overlay_with(tmp_path, 'supersedes: [arcadia/ai-2024-07, "arcadia/ai-2024-07#patrol-routes"]')
        (tmp_path / "earlier.yaml").write_text(withdrawn, encoding="utf-8")
        later = markdown("arcadia", "--policies", folder, "--document", "x")
        title = "Administrative Issuance 2024/07, Personal use of social media"
        assert f"**Supersedes:** {title}\n" in later
        assert f"**Supersedes:** the norm patrol-routes of {title}\n" in later
        assert "**In effect from:** [first day]" in later
        earlier = markdown("arcadia", "--policies", folder, "--document", "ai-2024-07")
        assert earlier.startswith("> This issuance is withdrawn.\n")
        assert "**In effect until:** 1 January 2025, without that day" in earlier


def overlay_with(folder: Path, line: str) -> str:
    """Write a folder with one small draft for Arcadia that holds a line; return its name."""
    (folder / "structures.yaml").write_bytes((Path(ARCADIA) / "structures.yaml").read_bytes())
    head = "schema: smpolicy/overlay@1\nid: arcadia/x\ntitle: T\nstatus: draft\nproposed_for: arcadia\ndrafted_by: us\n"
    body = f"layer: 3\nunder: si31:7.3\n{line}\nnorms:\n  n: {{under: si31:7.2.b5, text: Staff should take care.}}\n"
    (folder / "x.yaml").write_text(head + body, encoding="utf-8")
    return str(folder)


ISSUED = """\
schema: smpolicy/overlay@1
id: arcadia/issued
title: T
status: in-force
issuer: {structure: arcadia}
layer: 4
under: si31:7.3
dates: {issued: 2024-06-20, effective: {from: 2024-07-01}}
norms:
  n: {under: si31:7.2.b5, text: Staff should take care.}
"""


def issued_with(folder: Path, *changes: tuple[str, str]) -> str:
    """Return the paper of a small issuance of Arcadia, with changes of its text."""
    text = ISSUED
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    if not (folder / "structures.yaml").exists():
        (folder / "structures.yaml").write_bytes((Path(ARCADIA) / "structures.yaml").read_bytes())
    (folder / "issued.yaml").write_text(text, encoding="utf-8")
    return markdown("arcadia", "--policies", str(folder))


class TestNothingUntrue:
    """The paper claims nothing that its document does not say or that is not so."""

    def test_a_draft_bears_nothing_of_what_was_issued(self) -> None:
        """A draft that names a number, a day and a signed text of its own still has blanks: it was never signed."""
        printed = markdown("arcadia", "--policies", ARCADIA, "--document", "draft-2025")
        assert "- Number: [number]\n- Date: [date of signature]\n" in printed
        assert "- Office: [office]\n- Date: [date of signature]\n" in printed
        assert "Signed text" not in printed
        assert printed.count("2024/07") == 1
        assert "- Working file: Administrative Issuance 2024/07, sha256:...\n" in printed
        assert "20 June 2024" not in printed

    def test_an_issuance_has_no_blanks(self, tmp_path: Path) -> None:
        """What an issuance does not say is said to be missing, for nobody can fill it in any more."""
        printed = issued_with(tmp_path)
        assert "- Number: none stated\n- Date: 20 June 2024\n" in printed
        assert "- Signed by: none stated\n" in printed
        assert "It does not state against which version of the text of SI 31 it was written." in printed
        assert not re.search(r"\[(?!to be named)", printed)
        undated = issued_with(tmp_path, ("dates: {issued: 2024-06-20, effective: {from: 2024-07-01}}\n", ""))
        assert "- Date: none stated\n" in undated
        assert "**In effect from:** none stated\n" in undated

    def test_nobody_is_said_to_be_invited_who_is_not(self, tmp_path: Path) -> None:
        """A text of the Secretariat does not claim to stand under 7.3, which invites others."""
        of_others = (Path(ARCADIA) / "structures.yaml").read_text("utf-8").replace("field_operation", "secretariat")
        (tmp_path / "structures.yaml").write_text(of_others, encoding="utf-8")
        printed = issued_with(tmp_path)
        assert "This text stands" not in printed
        assert "1.1 This text says that it stands under 7.3 of Staff Instruction No. 31" in printed
        assert "7.3 invites others: “OSCE Field Operations and Institutions are encouraged to issue" in printed
        assert "stands under 7.3 of" in markdown("moldova")

    def test_the_name_of_the_day(self, tmp_path: Path) -> None:
        """A text issued under an old name bears it; what is to be done from the first day, the new name is to do."""
        names = "[{name: Old Mission, until: 2024-06-25}, {name: New Mission, from: 2024-06-25}]"
        registry = (Path(ARCADIA) / "structures.yaml").read_text("utf-8")
        renamed = registry.replace("[{name: OSCE Mission to Arcadia, from: 2005-03-01}]", names)
        assert renamed != registry
        (tmp_path / "structures.yaml").write_text(renamed, encoding="utf-8")
        printed = issued_with(tmp_path)
        assert "\n\nOld Mission\n\n# T" in printed
        assert "[to be named by the New Mission]" in printed

    def test_a_draft_that_is_superseded_has_no_number(self, tmp_path: Path) -> None:
        """An earlier draft is called by its id, not by the number of the text that its file names."""
        (tmp_path / "draft-2025.yaml").write_bytes((Path(ARCADIA) / "draft-2025.yaml").read_bytes())
        folder = overlay_with(tmp_path, "supersedes: [arcadia/draft-2025]\ndates: {effective: {from: 2026-01-01}}")
        printed = markdown("arcadia", "--policies", folder, "--document", "x")
        assert "**Supersedes:** arcadia/draft-2025, A second issuance\n" in printed

    def test_line_breaks_forge_nothing(self, tmp_path: Path) -> None:
        """A line break in a title, a number, a contact, a part's name or a term makes no heading and no line."""
        forged = '"X\\n\\n# Forged\\n- Signed by: nobody"'
        slots = f"slots: {{si31:8.1/focal-point: {{role: {forged}}}}}\n"
        parts = f"structures: {{arcadia/east: {{name: {forged}, norms: {{m: {{under: si31:8.1, text: Ask.}}}}}}}}\n"
        more = f"source: {{title: {forged}, note: {forged}}}\nterms: {{{forged}: {forged}}}\n{slots}{parts}norms:"
        printed = issued_with(tmp_path, ("title: T", f"title: {forged}"), ("norms:", more))
        assert not re.search(r"^(# Forged|- Signed by: nobody)", printed, re.M)
        assert printed.count("X # Forged - Signed by: nobody") == 7
        folder = overlay_with(tmp_path, "context: C")
        drafted = (tmp_path / "x.yaml").read_text("utf-8").replace("drafted_by: us", f"drafted_by: {forged}")
        (tmp_path / "x.yaml").write_text(drafted, encoding="utf-8")
        printed = markdown("arcadia", "--policies", folder, "--document", "x")
        assert "- Drafted by: X # Forged - Signed by: nobody\n" in printed
        assert "\n# Forged" not in printed


class TestNothingLost:
    """All that is written beside the norms is on the paper."""

    def test_rank_concurrence_and_publication(self, tmp_path: Path) -> None:
        """The layer that it states, who concurred and when, and the day of publication are said."""
        more = "concurrence: {by: the Secretary General, date: 2024-06-21}\nnorms:"
        printed = issued_with(tmp_path, ("norms:", more), ("{issued:", "{published: 2024-06-22, issued:"))
        assert "1.3 It stands in layer 4 of the regulatory system, as it states itself.\n" in printed
        assert "**Concurrence:** the Secretary General, on 21 June 2024\n" in printed
        assert "**Published on:** 22 June 2024\n" in printed
        assert "Concurrence" not in markdown("moldova")
        assert "Published" not in markdown("moldova")

    def test_the_source(self, tmp_path: Path) -> None:
        """The remark on the signed text and its day stand with its digest."""
        source = 'source: {title: AI 1, date: 2024-06-20, digest: "sha256:1", note: A scan.}\nnorms:'
        printed = issued_with(tmp_path, ("norms:", source))
        assert "- Signed text: sha256:1, dated 20 June 2024\n- Remark on it: A scan.\n" in printed

    def test_a_contact_with_an_office(self, tmp_path: Path) -> None:
        """Whoever is named with an office stands there with it."""
        slots = "slots: {si31:8.1/focal-point: {name: A. Example, role: press officer, email: a@example.org}}\nnorms:"
        assert ":** A. Example, press officer, a@example.org\n" in issued_with(tmp_path, ("norms:", slots))

    def test_what_stands_under_an_own_norm(self, tmp_path: Path) -> None:
        """A norm under another one says beside its words, and in the annex, which paragraph it supplements."""
        own = '\n  before: {under: "#n", text: Staff should ask.}\n  n:'
        part = '\nstructures:\n  arcadia/east: {name: East, norms: {m: {under: "#n", text: Staff should wait.}}}\n'
        printed = issued_with(tmp_path, ("\n  n:", own), ("care.}\n", "care.}" + part))
        assert "> Paragraph 2.1 supplements paragraph 2.2:\n\n2.1 Staff should ask.\n\n2.2 Staff should" in printed
        assert "> Paragraph 3.1 supplements paragraph 2.2:\n\n3.1 Staff should wait.\n" in printed
        cited = "SI 31, 7.2, second heading, second bullet"
        assert f"| 2.1 | arcadia/issued#before | {cited}; supplements paragraph 2.2 |\n" in printed
        assert f"| 2.2 | arcadia/issued#n | {cited} |\n" in printed
        assert f"| 3.1 | arcadia/issued#east/m | {cited}; supplements paragraph 2.2 |\n" in printed

    def test_notes_explain_behind_the_text(self) -> None:
        """Each note of a norm stands behind the annex with its paragraph, and is said to be no part of the text."""
        printed = markdown("moldova")
        text, _, explanations = printed.partition("## Explanations\n\n> What stands here explains")
        numbers = {each.norm.partition("#")[2]: each.number for each in paper_of("moldova/draft-2026").norms}
        notes = {key: norm.note for key, norm in form_of("moldova/draft-2026").norms.items() if norm.note}
        assert len(notes) > 3
        for key, note in notes.items():
            assert f"- Paragraph {numbers[key]}: {words(note)}\n" in explanations
            assert words(note) not in text
        assert "Explanations" not in markdown("arcadia", "--policies", ARCADIA, "--document", "ai-2024-07")

    @pytest.mark.parametrize(
        ("provision", "quoted"),
        [
            (
                "7.2.b5",
                [
                    "adhere to the following:”",
                    "“Regulating conduct with the interests of the OSCE in mind”",
                    "“Not disclose photos,",
                ],
            ),
            ("7.1.b3", ["“OSCE officials and non-OSCE staff”", "“Should not brand"]),
            ("3.1", ["“For the purposes of this Staff Instruction", "“Social Media includes"]),
            ("8.1", ["> There it says: “Any incident"]),
        ],
    )
    def test_a_quotation_has_its_governing_words(self, tmp_path: Path, provision: str, quoted: list[str]) -> None:
        """The words above a provision, which give it its force, are quoted before its own; none where none are."""
        printed = issued_with(tmp_path, ("si31:7.2.b5", f"si31:{provision}"))
        (line,) = (line for line in printed.splitlines() if line.startswith("> There it says: "))
        places = [line.find(each) for each in quoted]
        assert -1 not in places
        assert places == sorted(places)
        assert line.count("“") == len(quoted)


class TestNotices:
    """What somebody should look at before anybody signs is said on stderr."""

    def test_words_about_a_draft(self, tmp_path: Path) -> None:
        """Each sentence of a draft that calls itself one is named with its place; of an issuance none is."""
        folder = overlay_with(
            tmp_path, "context: Ours is a mission. This draft says more.\nterms: {drafting: to write}"
        )
        ran = run("show", "arcadia", "--issuance", "--policies", folder)
        mend = "speaks of a draft, mend it in the file before it is signed"
        assert ran.err.splitlines() == [
            f"notice: paragraph 1.4 {mend}: This draft says more.",
            f"notice: paragraph 2.1 {mend}: drafting",
        ]
        (tmp_path / "x.yaml").unlink()
        issued_with(tmp_path, ("norms:", "context: This draft says more.\nnorms:"))
        assert "draft" not in run("show", "arcadia", "--issuance", "--policies", folder).err

    def test_what_check_warns_of(self, tmp_path: Path) -> None:
        """A warning of `check` about the document is a notice, with its place; those about others are not."""
        issued_with(tmp_path, ("from: 2024-07-01", "from: 2024-06-01"))
        ran = run("show", "arcadia", "--issuance", "--policies", str(tmp_path))
        (line,) = ran.err.splitlines()
        assert re.match(r"notice: .*issued\.yaml:8:\d+: retroactive: this takes effect on `2024-06-01`", line)
        overlay_with(tmp_path, "context: C")
        of_other = run("show", "arcadia", "--issuance", "--document", "x", "--policies", str(tmp_path))
        assert (of_other.code, of_other.err) == (0, "")


def test_a_remark_on_what_is_no_provision() -> None:
    """Guidance on something that has no citation is printed with the name as written, and nothing crashes."""
    lowered = smpolicy.load(ARCADIA).lowered
    overlay = lowered.instruments["arcadia/ai-2024-07"]
    remarks = tuple(replace(each, provision="#patrol-routes") for each in overlay.remarks)
    paper = issuance(replace(overlay, remarks=remarks), form_of("arcadia/ai-2024-07", ARCADIA), lowered)
    printed = issuance_markdown.render(paper).decode()
    assert "**Guidance on #patrol-routes:** Induction material has worked examples.\n" in printed
    assert "**On #patrol-routes:** Staff shall seek advice" in printed


class TestWord:
    """The paper as a Word file, read again."""

    def test_every_norm_in_order(self) -> None:
        """Every norm's exact words are paragraphs of the file, in the order of the Markdown."""
        texts = [words(each.text) for each in opened(word("moldova")).paragraphs]
        expected = [f"{each.number} {each.text}" for each in paper_of("moldova/draft-2026").norms]
        assert [text for text in texts if text in expected] == expected
        assert {each.partition(" ")[2] for each in expected} == {*NORMS, *OF_PARTS}

    @pytest.mark.parametrize(
        ("overlay", "policies"),
        [("moldova/draft-2026", None), ("arcadia/ai-2024-07", ARCADIA), ("arcadia/draft-2025", ARCADIA)],
    )
    def test_the_same_words_as_the_markdown(self, overlay: str, policies: str | None) -> None:
        """Both forms say exactly the same words in the same order."""
        paper = paper_of(overlay, policies)
        in_markdown = without_marks(issuance_markdown.render(paper).decode())
        assert all_words(opened(issuance_docx.render(paper))) == in_markdown

    def test_the_notice_stands_on_every_page(self) -> None:
        """The draft notice is in the header, which every page repeats, and the first words of the text."""
        document = opened(word("moldova"))
        (section,) = document.sections
        assert [each.text for each in section.header.paragraphs] == [DRAFT]
        assert not section.different_first_page_header_footer
        assert not document.settings.odd_and_even_pages_header_footer
        assert document.paragraphs[0].text == DRAFT

    def test_an_issuance_bears_its_number_on_every_page(self) -> None:
        """The header of what was issued names it, and calls it no draft."""
        document = opened(word("arcadia", "--policies", ARCADIA, "--document", "ai-2024-07"))
        header = document.sections[0].header.paragraphs[0].text
        assert header == "Administrative Issuance 2024/07: Personal use of social media"

    def test_a_screen_reader_finds_its_way(self) -> None:
        """Title, headings and the table's header row are real ones, and the language is told."""
        document = opened(word("moldova"))
        styles = [each.style.name for each in document.paragraphs if each.style]
        sections = paper_of("moldova/draft-2026").sections
        assert styles.count("Title") == 1
        assert styles.count("Heading 1") == len(sections) + len(("Signature", "Annex", "Explanations"))
        assert document.tables[0].rows[0]._tr.xpath("./w:trPr/w:tblHeader")
        assert set(document.styles.element.xpath("//w:lang/@w:val")) == {"en-GB"}
        assert (document.core_properties.language, document.core_properties.title) == (
            "en-GB",
            "Personal use of social media",
        )

    def test_numbers_are_plain_text(self) -> None:
        """No paragraph is numbered by Word, which would count anew after an edit."""
        assert not opened(word("moldova")).element.xpath("//w:numPr")

    def test_the_same_bytes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The same issuance makes the same file, byte for byte, whatever the time."""
        first = word("moldova")
        monkeypatch.setattr("time.localtime", lambda *_: (2031, 5, 6, 7, 8, 9, 0, 1, 0))
        assert word("moldova") == first

    def test_nothing_of_the_template_is_left(self) -> None:
        """Neither python-docx's own picture nor its own properties go out with an issuance."""
        document = opened(word("moldova"))
        assert "thumbnail" not in str([each.reltype for each in document.part.package.rels.values()])
        assert document.core_properties.author == "The authors of smpolicy"
        assert document.core_properties.comments == ""


class TestFiles:
    """Where it is written."""

    @pytest.mark.parametrize(("form", "ending"), PAPERS.items())
    def test_into_a_file(self, tmp_path: Path, form: str, ending: str) -> None:
        """`--output` writes what would be printed, and names the file."""
        target = tmp_path / f"paper{ending}"
        ran = run("show", "moldova", "--issuance", "--format", form, "--output", str(target))
        assert (ran.code, ran.out) == (0, f"{target}\n")
        printed = word("moldova") if form == "docx" else markdown("moldova").encode()
        assert target.read_bytes() == printed

    def test_never_over_a_file(self, tmp_path: Path) -> None:
        """A paper that is there, perhaps with somebody's remarks in it, is not written over."""
        target = tmp_path / "paper.md"
        target.write_text("mine")
        ran = run("show", "moldova", "--issuance", "--output", str(target))
        assert (ran.code, ran.out) == (2, "")
        assert "is there already, and is not overwritten" in ran.err
        assert target.read_text() == "mine"

    def test_never_half_a_file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where the system refuses, or somebody interrupts, no part of the paper is left."""
        for error, code in ((OSError(28, "No space left on device"), 2), (KeyboardInterrupt(), 130)):

            def refuse(*_: object, error: BaseException = error) -> None:
                raise error

            monkeypatch.setattr(os, "replace", refuse)
            assert run("show", "moldova", "--issuance", "--output", str(tmp_path / "paper.md")).code == code
            assert os.listdir(tmp_path) == []

    def test_it_can_be_read_as_any_new_file(self, tmp_path: Path) -> None:
        """The file has the rights that the system gives to new files, not those of a private one."""
        other = tmp_path / "other.md"
        other.write_text("")
        target = tmp_path / "paper.md"
        run("show", "moldova", "--issuance", "--output", str(target))
        assert target.stat().st_mode == other.stat().st_mode

    def test_never_over_a_document(self, tmp_path: Path) -> None:
        """A file with another ending, such as the overlay itself, is not written over."""
        target = tmp_path / "draft.yaml"
        target.write_text("mine")
        ran = run("show", "moldova", "--issuance", "--output", str(target))
        assert ran.code == 2
        assert "a file whose name ends with `.md`" in ran.err
        assert target.read_text() == "mine"

    def test_a_word_file_is_not_for_a_terminal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """On a terminal the Word form is refused: its bytes would only disturb it."""

        class Terminal(io.TextIOWrapper):
            def isatty(self) -> bool:
                return True

        monkeypatch.setattr(sys, "stdout", Terminal(io.BytesIO()))
        with pytest.raises(Exception, match="cannot be shown on a terminal"):
            commands.main(["show", "moldova", "--issuance", "--format", "docx"], standalone_mode=False)

    def test_without_python_docx(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where python-docx is missing, the refusal says what to install; Markdown needs nothing."""
        monkeypatch.setitem(sys.modules, "docx", None)
        monkeypatch.delitem(sys.modules, "smpolicy.render.issuance_docx")
        ran = run("show", "moldova", "--issuance", "--format", "docx")
        assert ran.code == 2
        assert ran.err == "error: the Word form needs python-docx, which is missing: pip install 'smpolicy[docx]'\n"
        assert run("show", "moldova", "--issuance").code == 0


def test_markdown_needs_no_word() -> None:
    """Only the Word form imports python-docx."""
    command = "['show', 'moldova', '--issuance']"
    code = f"import sys; from smpolicy.cli.main import commands; commands.main({command}, standalone_mode=False)"
    run_alone = f"{code}; assert not {{'docx', 'lxml'}} & sys.modules.keys()"
    assert subprocess.run([sys.executable, "-c", run_alone], capture_output=True, check=False).returncode == 0


REFUSALS = [
    (
        ["arcadia", "--policies", ARCADIA],
        "name one with --document; there are `arcadia/ai-2024-07`, `arcadia/draft-2025`",
    ),
    (
        ["arcadia", "--policies", ARCADIA, "--document", "x"],
        "`arcadia` has no document `x`; there are `arcadia/ai-2024",
    ),
    (["moldova/tiraspol"], "`moldova/tiraspol` is a part of `moldova`, and stands in its issuance: write `moldova`"),
    (["serbia"], "`serbia` has no draft and no issuance; `smpolicy new serbia` begins one"),
    (["moldova", "--document", ""], "`moldova` has no document ``; there are `moldova/draft-2026`"),
    (["moldva"], "did you mean `moldova`?"),
    (["moldova", "--format", "json"], "printed as markdown or docx, not as json"),
    (["moldova", "--as-of", "2026-01-01"], "leave out --as-of, --drafts and --readback"),
    (["moldova", "--drafts"], "leave out --as-of, --drafts and --readback"),
    (["moldova", "--readback"], "leave out --as-of, --drafts and --readback"),
]


@pytest.mark.parametrize(("arguments", "said"), REFUSALS)
def test_refusals(arguments: list[str], said: str) -> None:
    """What cannot be printed is refused with what to write instead."""
    ran = run("show", *arguments, "--issuance")
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


@pytest.mark.parametrize("option", [["--document", "x"], ["--output", "x.md"], ["--format", "docx"]])
def test_options_of_the_issuance_alone(option: list[str]) -> None:
    """What only an issuance has is refused, and not passed over, where the consolidated text is shown."""
    ran = run("show", "moldova", *option)
    assert (ran.code, ran.out) == (2, "")
    assert "goes with --issuance" in ran.err


def test_a_document_with_errors_is_not_printed(tmp_path: Path) -> None:
    """A paper of something that was not understood would say something else than its file."""
    folder = overlay_with(tmp_path, "slots: {nowhere: {role: x}}")
    ran = run("show", "arcadia", "--issuance", "--policies", folder)
    assert (ran.code, ran.out) == (2, "")
    assert "x.yaml:9" in ran.err
