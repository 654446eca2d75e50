"""Findings about documents, and the table of every rule that can be broken.

A diagnostic is a value: it is collected, sorted and handed to a renderer, never raised and never printed
from here.
The rules are written down in one table, so that whoever reads it has seen them all, and `smpolicy explain`
can tell
what each one means to somebody who does not program.
Codes: 1xx files and YAML; 2xx to 6xx what the documents say.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from smpolicy.source import Span

#: An error keeps a document from being used, a warning asks for a look, a note is worth knowing.
Severity = Literal["error", "warning", "note"]

#: No quotation in a message is longer; the words themselves are underlined beside it.
_LONGEST_QUOTATION = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Something that can be wrong with a document, explained for the person who has to mend it."""

    #: `SMP` and three digits; never given to another rule.
    code: str
    #: Reads after "allow": duplicate-key, tab.
    name: str
    severity: Severity
    #: What is wrong, and why it matters.
    summary: str
    #: How to mend it.
    mend: str
    #: A tiny document that breaks the rule, or "" where none can be shown.
    wrong: str
    #: The same document, mended.
    right: str


def _error(code: str, name: str, summary: str, mend: str, wrong: str = "", right: str = "") -> Rule:
    return Rule(
        code=code, name=name, severity="error", summary=summary, mend=mend, wrong=wrong, right=right
    )  # fmt: skip


def _warning(code: str, name: str, summary: str, mend: str, wrong: str = "", right: str = "") -> Rule:
    return Rule(
        code=code, name=name, severity="warning", summary=summary, mend=mend, wrong=wrong, right=right
    )  # fmt: skip


def _note(code: str, name: str, summary: str, mend: str, wrong: str = "", right: str = "") -> Rule:
    return Rule(
        code=code, name=name, severity="note", summary=summary, mend=mend, wrong=wrong, right=right
    )  # fmt: skip


RULES: tuple[Rule, ...] = (
    _error(
        "SMP101", "unreadable-file",
        "The file or folder could not be opened, so nothing in it was checked.",
        "Make sure that the file exists and that you may read it.",
    ),
    _error(
        "SMP102", "symbolic-link",
        "A symbolic link stands among the documents. It is not followed: it could lead to a file outside "
        "the folder.",
        "Put the document itself in this place, or name the linked file on the command line.",
    ),
    _error(
        "SMP103", "not-a-regular-file",
        "Something with the name of a document is not a file that holds text, but a folder, a pipe or a "
        "device.",
        "Remove it, or put a YAML file in its place.",
    ),
    _error(
        "SMP104", "too-large",
        "The file is larger than any document needs to be (1 MiB), so it was not read.",
        "Check that it is the right file; divide the document if it really is that long.",
    ),
    _error(
        "SMP105", "not-utf8",
        "The file is stored in another encoding than UTF-8, so its letters cannot be told for certain.",
        "Save it again with the encoding UTF-8; most editors offer this under Save As.",
    ),
    _error(
        "SMP106", "byte-order-mark",
        "The file begins with an invisible mark that some editors add. Other tools take it for part of the "
        "first word.",
        "Save the file as UTF-8 without BOM (byte-order mark).",
        "\ufeffschema: smpolicy/overlay@1", "schema: smpolicy/overlay@1",
    ),
    _error(
        "SMP107", "control-character",
        "The text holds an invisible character that is neither a letter, a space nor an ordinary line break. "
        "It often comes along when text is copied from a PDF file or a word processor.",
        "Delete the character, or type the line anew.",
        'title: "Personal\\x07 use"', 'title: "Personal use"',
    ),
    _error(
        "SMP108", "bidirectional-character",
        "The text holds an invisible character that changes the order in which letters are shown, "
        "so that people would read something else than what is stored.",
        "Delete the character. Arabic and Hebrew words are shown properly without it.",
        'title: "Personal\\u202e use"', 'title: "Personal use"',
    ),
    _error(
        "SMP109", "too-many-findings",
        "So much is wrong with the form of the file that only the first findings are listed.",
        "Mend those that are listed, then check again. Is it the right file?",
    ),
    _error(
        "SMP110", "not-yaml",
        "The file is not well-formed YAML, so it could not be read beyond this place.",
        "Compare the line, and the one above it, with another document.",
        "slots: [a, , b]", "slots: [a, b]",
    ),
    _error(
        "SMP111", "duplicate-key",
        "A key stands twice in one place. Only one of the two could count, and nobody could tell which was "
        "meant.",
        "Remove one of them, or give it another name.",
        "title: Personal use\ntitle: Use of social media", "title: Use of social media",
    ),
    _error(
        "SMP112", "key-not-text",
        "What stands before a colon must be text. Without quotes a number such as 7.20 would become 7.2, "
        "and `true` "
        "would not be a word.",
        "Put the key in quotes.",
        "7.2: Principles", '"7.2": Principles',
    ),
    _error(
        "SMP113", "anchor",
        "An unquoted `&name` or `*name` is a cross-reference of YAML. Documents do not use them: each place "
        "must say by "
        "itself what it means. A text that begins with `*`, for emphasis, is taken for one too.",
        "Write the content out again; or, if it is text, put it in quotes or after `>`.",
        "text: *Never* share passwords.", 'text: "*Never* share passwords."',
    ),
    _error(
        "SMP114", "merge-key",
        "`<<` would copy keys from elsewhere into this place. Documents do not use it: each place must say "
        "by itself "
        "what it means.",
        "Write the keys out.",
        "dates:\n  <<: {issued: 2024-06-20}", "dates:\n  issued: 2024-06-20",
    ),
    _error(
        "SMP115", "tag",
        "An unquoted `!name` gives a value a special type. Documents do not use them.",
        "Remove it; or, if it is text, put it in quotes or after `>`.",
        "title: !important notice", 'title: "!important notice"',
    ),
    _error(
        "SMP116", "several-documents",
        "The file holds more than one document; `---` begins another.",
        "Put each document in a file of its own.",
        "id: arcadia/a\n---\nid: arcadia/b", "id: arcadia/a",
    ),
    _error(
        "SMP117", "directive",
        "A line that begins with `%` is an instruction to the YAML reader. Documents do not use them: "
        "every document is read in the same way.",
        "Remove the line; or, if it is text, indent it.",
        "%YAML 1.1\n---\nid: arcadia/a", "id: arcadia/a",
    ),
    _error(
        "SMP118", "empty-document",
        "The file holds nothing, or nothing but comments.",
        "Write the document, or remove the file. A new document can begin as a copy of another one.",
        "# to be written", "schema: smpolicy/overlay@1",
    ),
    _error(
        "SMP119", "too-deep",
        "Groups lie within groups deeper than any document needs (64 levels).",
        "Check the brackets and the dashes at this place; simplify the condition.",
    ),
    _error(
        "SMP120", "too-many-values",
        "The file holds more values than any document needs (100 000).",
        "Check that it is the right file; divide the document.",
    ),
    _error(
        "SMP121", "number-too-large",
        "The number is so large that not every program could hold it exactly.",
        "If it is a reference and not a quantity, put it in quotes.",
        "number: 20240620000000000001", 'number: "20240620000000000001"',
    ),
    _error(
        "SMP122", "comment-after-prose",
        "In unquoted text, everything after a space and `#` is a comment. These words would be lost, and "
        "nobody would notice.",
        "Put the text in quotes, or on the next line after `>`. If it is a comment, put it on a line of its "
        "own.",
        "text: do not use the hashtag #OSCE", "text: >\n  do not use the hashtag #OSCE",
    ),
    _error(
        "SMP123", "tab",
        "A tab stands where YAML knows only spaces. How far a tab moves the text differs from screen to "
        "screen.",
        "Replace the tab by spaces.",
        "dates:\n\tissued: 2024-06-20", "dates:\n  issued: 2024-06-20",
    ),
    _error(
        "SMP124", "broken-indentation",
        "The line begins too far left or too far right, so that it is unclear what it belongs to.",
        "Let lines that belong together begin in the same column.",
        "title: Personal use\n  layer: 3", "title: Personal use\nlayer: 3",
    ),
    _error(
        "SMP125", "missing-colon",
        "A line has no colon, so it is neither a key with a value nor part of the text above it.",
        "Write `key: value` with a space after the colon; or, to go on with the text above, put it after "
        "`>` and indent it.",
        "title: Personal use\nof social media", "title: >\n  Personal use\n  of social media",
    ),
    _error(
        "SMP126", "colon-in-text",
        "Unquoted text holds a colon and a space, which make it look like another key.",
        "Put the text in quotes, or on the next line after `>`.",
        "text: Remember: the internet does not forget", 'text: "Remember: the internet does not forget"',
    ),
    _error(
        "SMP127", "unclosed-quote",
        "A quotation mark opens a text, and none closes it.",
        "Close it. An apostrophe within single quotes is written twice.",
        "title: 'the Mission's guide'", 'title: "the Mission\'s guide"',
    ),
    _error(
        "SMP128", "unclosed-bracket",
        "A bracket is opened and not closed, or a comma is missing between two things within it.",
        "Close the bracket with its like, and part what stands in it by commas.",
        "act: [post, share", "act: [post, share]",
    ),
    _error(
        "SMP129", "text-beside-mark",
        "Words stand on the same line as the `>` or `|` that announces a text.",
        "Begin the text on the next line, and indent it.",
        "text: > Staff shall not post.", "text: >\n  Staff shall not post.",
    ),
    _error(
        "SMP130", "special-first-character",
        "Unquoted text begins with a character that has a meaning in YAML.",
        "Put the text in quotes, or on the next line after `>`.",
        "text: @osce is our account", 'text: "@osce is our account"',
    ),
    _error(
        "SMP131", "unknown-escape",
        "Within double quotes a backslash begins a code for a special character, and this code does not "
        "exist.",
        "Use single quotes, or write the backslash twice.",
        'title: "C:\\drafts"', "title: 'C:\\drafts'",
    ),
    _error(
        "SMP132", "misplaced-item",
        "A `- ` begins a list item where no list can stand.",
        "Put each item on a line of its own beneath the key; put text that begins with a dash in quotes.",
        "bearer: - volunteer", "bearer:\n  - volunteer",
    ),
    _error(
        "SMP133", "invisible-character",
        "The text holds a character that shows nothing, such as a soft hyphen, a zero width space or a variation "
        "selector, or one that each program shows in its own way. Two words with and without it look the same and "
        "are not, so that words beside a condition would not be found in the text. It often comes along when text is "
        "copied from a web page or a word processor.",
        "Delete the character, or type the word anew. A no-break space may stay, and so may the joiners between "
        "letters of scripts that join, and within pictures such as emoji.",
        'title: "Per\\u00adsonal use"', 'title: "Personal use"',
    ),
    _error(
        "SMP201", "unknown-schema",
        "The first key, `schema`, tells which kind of document a file is. It is missing, or names no kind "
        "there is, so nothing else in the file could be checked.",
        "Begin an issuance with `schema: smpolicy/overlay@1`.",
        "title: Personal use", "schema: smpolicy/overlay@1\ntitle: Personal use",
    ),
    _error(
        "SMP202", "unknown-key",
        "A key that has no meaning at this place. Whatever stands under it would have no effect, and nobody "
        "would notice.",
        "Correct its spelling, move it to where it belongs, or remove it. The message lists the keys that "
        "can stand there.",
        "titel: Personal use", "title: Personal use",
    ),
    _error(
        "SMP203", "missing-key",
        "Something that every document of this kind must say is not said.",
        "Add the key that the message names.",
        "neutral-names:\n  text: Staff should use neutral place names.",
        "neutral-names:\n  under: si31:7.2.b2\n  text: Staff should use neutral place names.",
    ),
    _error(
        "SMP204", "wrong-type",
        "A value is of another sort than is expected here: text where a number or a list should stand, or "
        "nothing at all.",
        "Write a value of the sort that the message names.",
        "layer: three", "layer: 3",
    ),
    _error(
        "SMP205", "unknown-word",
        "Only certain words can stand here, and this is none of them.",
        "Use one of the words that the message lists.",
        "status: inforce", "status: in-force",
    ),
    _error(
        "SMP206", "malformed",
        "A name is not written as it must be to become part of an address: small letters, digits and "
        "hyphens.",
        "Write it as the message shows.",
        "id: Arcadia/AI 2024", "id: arcadia/ai-2024",
    ),
    _error(
        "SMP207", "impossible-date",
        "A day is not written as year, month and day, or does not exist.",
        "Write it like `2026-03-31`.",
        "dates: {issued: 2026-02-30}", "dates: {issued: 2026-02-28}",
    ),
    _error(
        "SMP301", "unknown-provision",
        "A norm, a claim, a piece of guidance or a slot is placed under a provision that does not exist. "
        "The bullets and headings of 7.2 bear no numbers in print; here they are `b1` to `b9` and `g1` to "
        "`g3`.",
        "Name the provision whose subject it belongs to; the message shows which are near.",
        'under: "si31:7.2.b12"', 'under: "si31:7.2.b9"',
    ),
    _error(
        "SMP302", "unknown-structure",
        "A document, or a part of one, belongs to a structure that the registry does not have.",
        "Use the id of the registry, not a name: names change, ids do not.",
        "proposed_for: chisinau", "proposed_for: moldova",
    ),
    _error(
        "SMP303", "duplicate-id",
        "Two things bear the same id, so that nobody could tell which one is meant.",
        "Give one of them another id.",
        "id: arcadia/ai-2024-07  # in two files", "id: arcadia/ai-2024-08",
    ),
    _error(
        "SMP304", "foreign-structure",
        "The id of a document begins with the structure that it belongs to, and so does the id of each part "
        "of that structure. Here one of them names another structure: an issuance speaks for its own "
        "structure only.",
        "Begin the id with the structure that issues the document, or for which it is proposed.",
        "id: elbonia/draft-2026\nproposed_for: arcadia", "id: arcadia/draft-2026\nproposed_for: arcadia",
    ),
    _error(
        "SMP305", "misplaced-file",
        "Issuances stand in `overlays/`, in a folder named after their structure, so that people find them.",
        "Move the file into the folder of its structure.",
        "overlays/elbonia/draft-2026.yaml  # id: arcadia/draft-2026", "overlays/arcadia/draft-2026.yaml",
    ),
    _error(
        "SMP306", "draft-with-issuer",
        "A draft has been issued by nobody. If it named an issuer, people could take it for a text that was "
        "promulgated.",
        "Replace `issuer:` by `proposed_for:` and `drafted_by:`. Once the text is issued, set `status: "
        "in-force`.",
        "status: draft\nissuer: {structure: arcadia}",
        "status: draft\nproposed_for: arcadia\ndrafted_by: Press and Public Information Unit",
    ),
    _error(
        "SMP307", "draft-without-author",
        "A draft must say for which structure it is proposed and who wrote it, so that readers know whom to "
        "ask and take it for no more than it is.",
        "Add `proposed_for:` and `drafted_by:`.",
        "status: draft\nproposed_for: arcadia",
        "status: draft\nproposed_for: arcadia\ndrafted_by: Press and Public Information Unit",
    ),
    _error(
        "SMP308", "issuance-without-issuer",
        "A document that is in force, or was, must say which structure issued it.",
        "Add `issuer:`, or set `status: draft` if it has not been issued.",
        "status: in-force\nproposed_for: arcadia",
        "status: in-force\nissuer: {structure: arcadia, signed_by: head-of-mission}",
    ),
    _error(
        "SMP309", "unknown-slot",
        "A slot is a place where a text leaves open whom to turn to. No text has a slot of this name.",
        "Use the name of a slot that there is; the message lists those that stand open.",
        "slots:\n  si31:8.1/press: {name: Press Office}", "slots:\n  si31:8.1/focal-point: {name: Press Office}",
    ),
    _error(
        "SMP310", "closed-slot",
        "The text itself says whom to turn to here. An issuance can add a contact of its own in a norm or "
        "in guidance, but the text's own contact stays.",
        "Remove the entry. If the issuance says that another office is to be asked instead, write that "
        "down under `claims:`.",
        "slots:\n  si31:8.2/advice: {name: Legal Officer}",
        "slots:\n  si31:8.1/focal-point: {name: Press Office}",
    ),
    _warning(
        "SMP311", "stale-base",
        "The document was written against another text of the Staff Instruction than the one here: the "
        "version or the digest under `base:` differs. Its norms may rest on words that have changed.",
        "Read the norms again beside the present text, then write the version and the digest that the message names.",
        'base: {id: si31, version: 2020-12-14, digest: "sha256:..."}',
        'base: {id: si31, version: 2020-12-14, digest: "sha256:(64 digits, as the message says)"}',
    ),
    _error(
        "SMP312", "unknown-document",
        "An issuance says that it replaces another one, or a norm of one, which its structure does not have. "
        "What was to be replaced would stay in force beside it.",
        "Name an issuance of the same structure by its id, or one of its norms as `id#norm`.",
        "supersedes: [arcadia/ai-2023]", "supersedes: [arcadia/ai-2023-07]",
    ),
    _error(
        "SMP401", "unknown-fact",
        "A condition or an example names a fact that nobody declared, often because of a spelling mistake.",
        "Correct the name, or declare the fact under `facts:`.",
        "activity.interacton: post", "activity.interaction: post",
    ),
    _error(
        "SMP402", "unknown-value",
        "A fact is compared with something that it can never be, or an example states it so; or a kind of structure is "
        "named that no registry lists.",
        "Use one of the values that the fact can take, or one of the kinds; the message lists them.",
        "activity.interaction: posted", "activity.interaction: post",
    ),
    _error(
        "SMP403", "not-a-condition",
        "Beside the words of the text stands something that cannot be true or false of an activity.",
        "Write facts with their values, or `all`, `any`, `not` around such conditions.",
        "within 24 hours: true", "within 24 hours: {arcadia.hours_since_patrol: {under: 24}}",
    ),
    _error(
        "SMP404", "unknown-reading",
        "A condition depends on how an open question is read, but does not give a condition for each "
        "reading of that question, and for no other.",
        "Give one condition for each reading that the message lists.",
        "readings: {si31:q1: {sought: {branding.authorization: not_sought}}}",
        "readings:\n  si31:q1:\n    sought: {branding.authorization: not_sought}\n"
        "    obtained: {branding.authorization: [not_sought, sought_pending, refused]}",
    ),
    _error(
        "SMP405", "foreign-prefix",
        "The name of a local fact begins with the structure it belongs to, so that it is never taken for "
        "a fact of another structure or of the Staff Instruction.",
        "Begin the name with the structure's id and a full stop.",
        "facts:\n  route_inferable: Can the route be inferred?",
        "facts:\n  arcadia.route_inferable: Can the route be inferred?",
    ),
    _error(
        "SMP406", "foreign-fact",
        "A norm turns on a local fact of another structure. People here are never asked that question, and "
        "the other structure may change it at any time.",
        "Declare a fact of your own under `facts:`, or use a fact of the Staff Instruction.",
        "its route can be inferred: {elbonia.route_inferable: true}",
        "its route can be inferred: {arcadia.route_inferable: true}",
    ),
    _error(
        "SMP407", "words-not-in-text",
        "What a condition does is read off the words it stands beside, so those words must stand in the "
        "text, letter for letter. These do not: either the text was changed afterwards, or the condition "
        "says something that the text does not.",
        "Copy the words from the text. If a condition goes without saying, put it under `implied:` with "
        "the reason.",
        "text: Staff shall not post photos.\nact:\n  publish: {activity.interaction: post}",
        "text: Staff shall not post photos.\nact:\n  post: {activity.interaction: post}",
    ),
    _error(
        "SMP408", "quote-not-in-provision",
        "A norm of an instrument quotes its provision. The quoted words must stand there exactly once, so "
        "that everybody can see which sentence the norm was read from.",
        "Copy the words from the provision, and as many as make them unmistakable.",
        "text: Avoid any political statement", "text: Avoid political or other controversial statements",
    ),
    _error(
        "SMP409", "unmodelled-sentence",
        "A sentence of an instrument is neither quoted by a norm nor marked as having no effect of its own, "
        "so it would be lost to everybody who relies on the norms.",
        "Write a norm that quotes it, or list its words under `not_operative:` with the reason.",
        "text: Avoid threats. Report them.  # a norm quotes only the first sentence",
        "not_operative:\n  - {words: Report them., because: It repeats 8.1.}",
    ),
    _error(
        "SMP410", "force-not-stated",
        "The norm names an act, but its words do not say for certain with what force it is asked for, or whether "
        "it is to be done or left undone: another word may change what they say, as in `shall not be required`. "
        "No machine may guess that.",
        "Use words that say it, such as `shall not` or `need not`, or add `force:` and `polarity:` as they are meant.",
        "text: Staff take care before posting.\nact: ...",
        "text: Staff should take care before posting.\nact: ...",
    ),
    _error(
        "SMP411", "force-said-twice",
        "Force and polarity are read off the words and never typed a second time: two statements can come "
        "to differ. Where they do differ this is an error, otherwise a warning.",
        "Remove `force:` or `polarity:`; if the words do not say what you mean, change the words.",
        "text: Staff should not post it.\nforce: mandatory", "text: Staff shall not post it.",
    ),
    _note(
        "SMP412", "unclaimed-words",
        "These words of the norm belong to no condition, so they make no difference to any answer. That "
        "may be right: words that stress or illustrate condition nothing.",
        "Have a second person look at them. If they limit the norm, add a line for them under `when:`, "
        "`act:` or `unless:`.",
        "text: Staff shall not post photos taken at a checkpoint.\nact:\n  post: ...",
        "text: Staff shall not post photos taken at a checkpoint.\nact:\n  post: ...\n"
        "when:\n  photos taken at a checkpoint: ...",
    ),
    _error(
        "SMP413", "broken-example",
        "An example says how an activity stands under the norm, and the conditions say otherwise, or the "
        "facts of the example leave it open. Examples are how those who do not program check that the "
        "conditions mean what the words say.",
        "Decide which of the two is right, and change the other; or state the facts that are still missing.",
        "examples:\n  - {given: {activity.interaction: like}, expect: broken}",
        "examples:\n  - {given: {activity.interaction: like}, expect: met}",
    ),
    _error(
        "SMP414", "no-plain-question",
        "Each fact that people are asked about needs a question that they understand without having read "
        "the text. A question ends with a question mark.",
        "Write the question as you would ask a colleague.",
        "arcadia.route_inferable: Route inferable",
        "arcadia.route_inferable: Can a patrol's route be inferred from it?",
    ),
    _error(
        "SMP415", "step-without-act",
        "A step is to be taken once the norm is broken, but the norm names no act, so no answer can ever say "
        "that it is broken, and nobody would be told of the step.",
        "Add `act:`, or write `on: applies` if the step is to be taken wherever the norm applies.",
        "text: Staff should know this.\nstep: {do: Ask the press officer, on: broken}",
        "text: Staff should know this.\nstep: {do: Ask the press officer, on: applies}",
    ),
    _error(
        "SMP416", "base-only-key",
        "An overlay says `defines:`. Who and what the Staff Instruction covers is defined by its own norms, for every "
        "structure; an overlay can narrow its own norms, never those. Or a local fact says `occasion:`, and whoever "
        "states it would be asked nothing more.",
        "Remove `defines:`, and put what the norm is limited to under its own `when:`; or remove `occasion:`.",
        "defines: person.covered_as_official", "when: {international staff: {arcadia.international: true}}",
    ),
    _error(
        "SMP417", "condition-without-act",
        "A norm states when it applies, but not what is to be done or left undone. Without an act no machine "
        "decides it, and its conditions have no effect.",
        "Add the act under `act:`, or remove the conditions.",
        "when: {during a patrol: {arcadia.on_patrol: true}}",
        "act: {post: {activity.interaction: post}}\nwhen: {during a patrol: {arcadia.on_patrol: true}}",
    ),
    _error(
        "SMP418", "false-relation",
        "A norm says how it stands to the provision it is under: that it adds something, narrows the room that the "
        "provision leaves, specifies it or restates it. What breaks the norm and what departs from the provision show "
        "otherwise. Where nothing breaks the norm, nothing can show it, and this is a warning.",
        "Compare the norm's read-back (`smpolicy check --readback`) with its text: either the conditions are not what "
        "the words say, or the relation is not what you thought.",
        "text: Staff should avoid political statements.\nrelation: restates",
        "text: Staff should avoid political statements.\nrelation: narrows",
    ),
    _error(
        "SMP419", "unknown-bearer",
        "A norm binds somebody whom no vocabulary declares, or binds nobody; or somebody who is declared is told by "
        "what no fact ever comes out as. Such a norm would apply to nobody, and no answer would ever rest on it. Whom "
        "norms can bind is declared under `persons:` of a vocabulary; a norm without `bearer:` binds all of them who "
        "are told by facts and do not say `by_default: false`.",
        "Declare the person, with the condition that tells who is one. Whose activity no fact decides, such as the "
        "organization itself, is declared without `told_by:`.",
        "bearer: [volunteer]",
        "persons:\n  volunteer: {label: volunteer, plural: volunteers, told_by: {person.role: volunteer}}",
    ),
    _warning(
        "SMP501", "claim",
        "The issuance says something of the Staff Instruction itself: whom it covers, what a term means, "
        "whom to ask, who authorizes, from when it applies, or what prevails. By its section 5 the Staff "
        "Instruction prevails in cases of inconsistency over instructions of the third layer. The claim "
        "is therefore shown to readers and reported here, and never applied.",
        "Nothing is wrong with the document. If the issuance can still be changed, say it as an addition: "
        "an additional contact, a narrower scope for your own norms, a local term under a new name.",
        'claims:\n  - {kind: channel, replaces: si31:8.2, text: "Ask the legal officer instead of COMMS."}',
        'guidance:\n  - {under: si31:8.2, text: "The legal officer can be asked as well."}',
    ),
    _error(
        "SMP502", "layer-above",
        "The document claims a layer of the regulatory system above the third. Issuances under 7.3 are "
        "administrative: they stand in the third layer or below.",
        "Write `layer: 3`, or a higher number for a layer below it.",
        "layer: 2", "layer: 3",
    ),
    _warning(
        "SMP503", "issuer-not-invited",
        "Section 7.3 invites Field Operations and Institutions to issue administrative issuances on the "
        "personal use of social media. A document of the Secretariat is not an issuance that 7.3 invites. "
        "This says nothing about its validity.",
        "Check the structure. If it is right, readers are told that the document is not one that 7.3 "
        "invites.",
        "issuer: {structure: secretariat}", "issuer: {structure: arcadia}",
    ),
    _warning(
        "SMP504", "not-concurred",
        "The instrument that the document stands under lets local conditions hold only once they were concurred in and "
        "published. This one does not say that both has happened, so it has no part in what holds.",
        "Add `concurrence:` and `dates.published:` once both has happened.",
        "status: in-force\ndates: {issued: 2024-06-20}",
        "status: in-force\nconcurrence: {by: Legal Adviser, date: 2024-06-25}\n"
        "dates: {issued: 2024-06-20, published: 2024-06-28}",
    ),
    _warning(
        "SMP505", "contradicting-interpretations",
        "Two interpretations choose different readings of one open question, and neither supersedes the other. On the "
        "days on which both hold, the question stays open.",
        "Say under `supersedes:` which one the later takes the place of, or let the earlier end.",
        "closes:\n  si31:q1: {reading: sought, text: ...}  # another interpretation says obtained",
        "supersedes: [si31-interpretation-2026]\ncloses:\n  si31:q1: {reading: sought, text: ...}",
    ),
    _error(
        "SMP506", "inconsistent",
        "A norm of the overlay and one of the instrument above cannot stand beside each other: where both apply, the "
        "one permits or asks for what the other disapproves of, or lifts or forbids what it asks for. Under section 5 "
        "the Staff Instruction prevails there, under our reading of inconsistency; elsewhere the norm still applies. "
        "In a draft this is an error, since it can still be mended; an issuance in force is reported (a warning) and "
        "set aside there. It keeps no document from being used: one that is legally wrong is still a document.",
        "The message names an activity that shows it, and where the norm still applies. Limit the norm to that, or "
        "leave it out.",
        "text: Photos of monitors may be posted.",
        "text: Staff should post photos of monitors only where it supports an official activity.",
    ),
    _warning(
        "SMP507", "for-review",
        "Whether the norm can stand beside the instrument above is for people to decide: it bans most personal use, "
        "discourages what is granted, has a force that cannot be ranked beside the other, or attaches consequences or "
        "responsibility in words that no machine weighs. Nothing is set aside.",
        "Read the two texts beside each other. What was decided can be recorded under `reviews:`; it is then shown "
        "beside the finding, which becomes a note.",
        "text: Staff shall not use social media.",
        "text: Staff shall not use social media within 24 hours of a patrol.",
    ),
    _warning(
        "SMP508", "undecided",
        "Whether the norm is inconsistent with the one above was not found out within the budget of work, which is "
        "stated so that a check always ends. It is not taken for consistent.",
        "Divide the norm into several, each with a simpler condition.",
        "act:\n  what the annex lists: {any: [{all: [...]}, {all: [...]}, ...]}  # hundreds of lines",
        "act:\n  what part one of the annex lists: {any: [{all: [...]}, {all: [...]}]}",
    ),
    _note(
        "SMP509", "drifted-restatement",
        "The norm asks for what the provision asks for already, with the same force, and in other words. Two texts of "
        "one rule invite two readings.",
        "Quote the provision word for word, or leave the norm out.",
        "under: si31:7.2.b3\ntext: Staff should avoid threats and the like.",
        "under: si31:7.2.b3\ntext: Avoid discriminatory remarks, harassment, threats of violence or similar content.",
    ),
    _warning(
        "SMP510", "stale-review",
        "A reviewer's decision is recorded on something that is not found: the norm, the claim or the other provision "
        "has changed since, or is called otherwise.",
        "Compare it with the findings of `smpolicy check`, and correct or remove it.",
        'reviews:\n  - {of: "#bann", kind: blanket-ban, by: Legal Adviser, date: 2024-06-20, decision: ..., why: ...}',
        'reviews:\n  - {of: "#ban", kind: blanket-ban, by: Legal Adviser, date: 2024-06-20, decision: ..., why: ...}',
    ),
    _warning(
        "SMP511", "never-applies",
        "There is no possible activity to which the norm applies, or, if it permits something, none in which it can be "
        "used: its conditions cannot hold together, or wherever they do an exception holds. Nobody will ever be bound "
        "by it, and hardly anybody means that.",
        "The message names the conditions that stand in each other's way. Correct one of them, or leave the norm out.",
        "when:\n  within 24 hours of a patrol: {arcadia.hours: {under: 24}}\n"
        "unless:\n  it ended less than two days ago: {arcadia.hours: {under: 48}}",
        "when:\n  within 24 hours of a patrol: {arcadia.hours: {under: 24}}\n"
        "unless:\n  it ended more than 12 hours ago: {arcadia.hours: {over: 12}}",
    ),
    _note(
        "SMP512", "shadowed",
        "The norm adds nothing beside another norm of the same overlay: whatever departs from it departs from that one "
        "already, which has the same force or more and binds the same persons. Two norms that say the same invite "
        "readers to look for a difference.",
        "Leave the norm out, or say what it asks for beyond the other. What only illustrates can stand under "
        "`guidance:`.",
        "patrols:\n  text: Staff shall not post photos of patrols.\n"
        "routes:\n  text: Staff shall not post photos of patrols from which the route can be told.",
        "patrols:\n  text: Staff shall not post photos of patrols.",
    ),
    _warning(
        "SMP513", "contradicts",
        "Two norms of the same overlay stand against each other: one permits what the other forbids, or lifts what it "
        "asks for, or nobody can follow both. Nothing ranks them, so both bind: a permission switches off no other "
        "norm. A rule that is narrower than a permission is no contradiction, but its special case.",
        "State the permission in the other norm as an exception (`unless:`), or limit one of the two to where the "
        "other does not apply.",
        "ban:\n  text: Staff shall not post photos of patrols.\n"
        "cars:\n  text: Photos of the vehicles of a patrol may be posted.",
        "ban:\n  text: Staff shall not post photos of patrols, unless they show the vehicles alone.",
    ),
    _warning(
        "SMP514", "loosens",
        "A norm of a part stands against a norm of its structure: it permits what that one forbids, lifts what it asks "
        "for, says the same with less force, or adds an exception. Nothing is set aside: people in the part are bound "
        "by the structure's norms too, so that the part is never weaker than the structure, whatever its norm says.",
        "Leave the norm out of the part, or change the norm of the structure.",
        "norms:\n  ban: {text: Staff shall not post photos of patrols., ...}\n"
        "structures:\n  arcadia/east:\n    norms:\n      may: {text: Photos of patrols may be posted., ...}",
        "norms:\n  ban: {text: Staff shall not post photos of patrols., ...}\n"
        "structures:\n  arcadia/east:\n    norms:\n      too: {text: Staff shall not post photos of depots., ...}",
    ),
    _error(
        "SMP601", "empty-interval",
        "The day on which something ends is not after the day on which it begins, so it holds on no day. "
        "`until` is the first day on which it no longer holds.",
        "Correct one of the two days.",
        "effective: {from: 2024-07-01, until: 2024-07-01}", "effective: {from: 2024-07-01, until: 2025-07-01}",
    ),
    _note(
        "SMP602", "before-the-si",
        "The document took effect before the Staff Instruction did, on 1 January 2021. Until that day there "
        "was no Staff Instruction that it could have stood beside; from that day on it is read with it.",
        "Check the day. If it is right, nothing needs to be done.",
        "effective: {from: 2019-05-01}", "effective: {from: 2021-05-01}",
    ),
    _warning(
        "SMP603", "retroactive",
        "The document takes effect before the day on which it was issued. On the days between, people could not know "
        "of it. For those days too it is resolved as it says.",
        "Check both days. If they are right, nothing needs to be done.",
        "dates: {issued: 2024-06-20, effective: {from: 2024-06-01}}",
        "dates: {issued: 2024-06-20, effective: {from: 2024-07-01}}",
    ),
    _note(
        "SMP604", "overlapping",
        "Another issuance of the same structure holds on the same days, and neither says that it replaces the other. "
        "Both hold: people are bound by the norms of each.",
        "If the later one replaces the earlier, say so under `supersedes:`. If not, nothing needs to be done.",
        "id: arcadia/ai-2025-02  # beside arcadia/ai-2024-07",
        "id: arcadia/ai-2025-02\nsupersedes: [arcadia/ai-2024-07]",
    ),
    _warning(
        "SMP605", "orphaned",
        "What the document or the norm stands under does not hold any more: the instrument had ended before the "
        "document began, or the norm above it is superseded while it goes on.",
        "Read it again beside the text that holds now, and place it there; or supersede it too.",
        "supersedes: [\"arcadia/ai-2024-07#patrol-routes\"]  # another norm stands under that one",
        "supersedes: [\"arcadia/ai-2024-07#patrol-routes\", \"arcadia/ai-2024-07#east/no-geotags\"]",
    ),
    _warning(
        "SMP606", "after-closure",
        "The document takes effect when its structure had already been closed. Nothing holds in a structure that is "
        "closed, so it never has an effect.",
        "Check the day and the structure. A document that is kept as a record can stay as it is.",
        "effective: {from: 2024-01-01}  # the structure was closed on 2023-07-01",
        "effective: {from: 2023-01-01}",
    ),
    _note(
        "SMP607", "old-name",
        "The words call the structure by a name that it bears on none of the days on which the document holds. Names "
        "change while ids do not, so nothing is lost; but readers may look for another structure.",
        "Use the name of the days on which the document holds, unless the old name is meant.",
        "title: Social media in the OSCE Centre in Borduria  # since 2015 the OSCE Mission to Borduria",
        "title: Social media in the OSCE Mission to Borduria",
    ),
    _warning(
        "SMP608", "no-end-stated",
        "The document is marked as superseded or withdrawn, and does not say since when. It held once; without the day "
        "nobody can tell what held then, so it is taken to hold on no day.",
        "Add `until:`, the first day on which it no longer held.",
        "status: withdrawn\ndates: {effective: {from: 2024-07-01}}",
        "status: withdrawn\ndates: {effective: {from: 2024-07-01, until: 2025-03-01}}",
    ),
    _warning(
        "SMP609", "supersedes-later",
        "A document says that it supersedes another one that takes effect later. Only what is earlier can be "
        "superseded, so the entry has no effect.",
        "Correct the days, or let the later document supersede this one.",
        "effective: {from: 2024-01-01}\nsupersedes: [arcadia/ai-2024-07]",
        "effective: {from: 2025-01-01}\nsupersedes: [arcadia/ai-2024-07]",
    ),
)  # fmt: skip

_BY_NAME: Mapping[str, Rule] = {key: rule for rule in RULES for key in (rule.name, rule.code)}


def rule(name: str) -> Rule:
    """Give the rule with this name or code.

    Raises `KeyError` if there is none.
    """
    return _BY_NAME[name]


#: What the rules of one hundred codes are about.
_CHAPTERS: Mapping[str, str] = {
    "1": "Files and YAML",
    "2": "What a document must say",
    "3": "What a document names, and whose it is",
    "4": "What a norm means",
    "5": "Rank, and claims about the Staff Instruction",
    "6": "Days",
}
_PAGE_OPENS = """# What `smpolicy check` reports

Generated from the table of rules: do not edit.

An **error** keeps a document from being used, a **warning** asks for a look, a **note** is worth knowing.
`smpolicy explain CODE` shows the same words on the command line.
"""


def reference_page() -> str:
    """Write the page that explains every rule, for people who write documents."""
    parts = [_PAGE_OPENS]
    for digit, chapter in _CHAPTERS.items():
        parts.append(f"## {chapter}\n")
        parts.extend(_explained(each) for each in RULES if each.code[3] == digit)
    return "\n".join(parts)


def _explained(rule: Rule) -> str:
    lines = [f"### {rule.code} {rule.name}\n", f"*{rule.severity.capitalize()}.* {rule.summary}\n", f"{rule.mend}\n"]
    if rule.wrong:
        shown = rule.wrong.replace("\ufeff", "")
        lines += [f"Instead of\n\n```yaml\n{shown}\n```\n", f"write\n\n```yaml\n{rule.right}\n```\n"]
    return "\n".join(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another place that helps to understand a finding."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding about a document."""

    code: str
    name: str
    severity: Severity
    #: What is wrong: lower case, no full stop, the author's words in backticks.
    message: str
    #: How to mend it, or "".
    help: str = ""
    #: The words it is about, or None if it is about a file as a whole.
    span: Span | None = None
    #: The file; the span's, if there is a span.
    path: str = ""
    related: tuple[Related, ...] = ()
    #: The norm concerned, by its full id.
    norm: str | None = None
    #: The provision concerned, by its full id.
    provision: str | None = None
    #: Which kind of several that one rule knows.
    kind: str | None = None
    #: An example that shows it.
    witness: Mapping[str, Any] | None = None
    #: What is left of the thing found fault with.
    survives: str | None = None
    #: Of something inconsistent: how much of it (`total`, `direct`), by which provision another prevails, and the
    #: open questions on whose reading the finding rests.
    grade: str | None = None
    basis: str | None = None
    rests_on: tuple[str, ...] = ()
    #: What a reviewer decided on it.
    reviewed: str | None = None

    @property
    def place(self) -> str:
        """The place as editors and terminals know it: `path:line:column`."""
        return f"{self.path}:{self.span.line}:{self.span.column}" if self.span else self.path


def report(
    name: str,
    message: str,
    span: Span | None,
    *,
    help: str = "",  # noqa: A002  (the word that authors see)
    path: str = "",
    related: Iterable[Related] = (),
    severity: Severity | None = None,
    norm: str | None = None,
    provision: str | None = None,
    kind: str | None = None,
    witness: Mapping[str, Any] | None = None,
    survives: str | None = None,
    grade: str | None = None,
    basis: str | None = None,
    rests_on: Iterable[str] = (),
    reviewed: str | None = None,
) -> Diagnostic:
    """Make a diagnostic of the rule called `name`, which gives its code and, unless stated, its severity.

    Raises `KeyError` if there is no such rule: a code that `explain` does not know must not reach an author.
    """
    broken = rule(name)
    return Diagnostic(
        code=broken.code,
        name=broken.name,
        severity=severity or broken.severity,
        message=message,
        help=help,
        span=span,
        path=span.path if span else path,
        related=tuple(related),
        norm=norm,
        provision=provision,
        kind=kind,
        witness=witness,
        survives=survives,
        grade=grade,
        basis=basis,
        rests_on=tuple(rests_on),
        reviewed=reviewed,
    )


def keeps_from_use(diagnostic: Diagnostic) -> bool:
    """Whether a finding keeps a document from being used: an error does, but for one about what the law makes of it."""
    return diagnostic.severity == "error" and diagnostic.name != "inconsistent"


def sorted_diagnostics(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Put findings in the order in which one reads: by path, line, column, code; a file as a whole first."""
    return sorted(diagnostics, key=_order)


def _order(diagnostic: Diagnostic) -> tuple[str, int, int, str]:
    span = diagnostic.span
    return (diagnostic.path, span.line if span else 0, span.column if span else 0, diagnostic.code)


def quoted(words: object) -> str:
    """Put an author's words in backticks, on one line and shortened."""
    line = " ".join(str(words)[: 4 * _LONGEST_QUOTATION].split())
    return f"`{line if len(line) <= _LONGEST_QUOTATION else line[: _LONGEST_QUOTATION - 3].rstrip() + '...'}`"
