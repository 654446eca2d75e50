"""The rules that a text breaks before it is a document: its characters and its YAML."""

from typing import Final

from smpolicy.foundations.diagnostics import Rule

BYTE_ORDER_MARK: Final = Rule(
    code="SMP106",
    name="byte-order-mark",
    severity="error",
    summary="The file begins with an invisible mark that some editors add. Other tools take it for part of the first "
    "word.",
    mend="Save the file as UTF-8 without BOM (byte-order mark).",
    wrong="\ufeffschema: smpolicy/overlay@1",
    right="schema: smpolicy/overlay@1",
)

CONTROL_CHARACTER: Final = Rule(
    code="SMP107",
    name="control-character",
    severity="error",
    summary="The text holds an invisible character that is neither a letter, a space nor an ordinary line break. It "
    "often comes along when text is copied from a PDF file or a word processor.",
    mend="Delete the character, or type the line anew.",
    wrong='title: "Personal\\x07 use"',
    right='title: "Personal use"',
)

BIDIRECTIONAL_CHARACTER: Final = Rule(
    code="SMP108",
    name="bidirectional-character",
    severity="error",
    summary="The text holds an invisible character that changes the order in which letters are shown, so that people "
    "would read something else than what is stored.",
    mend="Delete the character. Arabic and Hebrew words are shown properly without it.",
    wrong='title: "Personal\\u202e use"',
    right='title: "Personal use"',
)

TOO_MANY_FINDINGS: Final = Rule(
    code="SMP109",
    name="too-many-findings",
    severity="error",
    summary="So much is wrong with the form of the file that only the first findings are listed.",
    mend="Mend those that are listed, then check again. Is it the right file?",
)

NOT_YAML: Final = Rule(
    code="SMP110",
    name="not-yaml",
    severity="error",
    summary="The file is not well-formed YAML, so it could not be read beyond this place.",
    mend="Compare the line, and the one above it, with another document.",
    wrong="slots: [a, , b]",
    right="slots: [a, b]",
)

DUPLICATE_KEY: Final = Rule(
    code="SMP111",
    name="duplicate-key",
    severity="error",
    summary="A key stands twice in one place. Only one of the two could count, and nobody could tell which was meant.",
    mend="Remove one of them, or give it another name.",
    wrong="title: Personal use\ntitle: Use of social media",
    right="title: Use of social media",
)

KEY_NOT_TEXT: Final = Rule(
    code="SMP112",
    name="key-not-text",
    severity="error",
    summary="What stands before a colon must be text. Without quotes a number such as 5.10 would become 5.1, and "
    "`true` would not be a word.",
    mend="Put the key in quotes.",
    wrong="5.10: Principles",
    right='"5.10": Principles',
)

ANCHOR: Final = Rule(
    code="SMP113",
    name="anchor",
    severity="error",
    summary="An unquoted `&name` or `*name` is a cross-reference of YAML. Documents do not use them: each place must "
    "say by itself what it means. A text that begins with `*`, for emphasis, is taken for one too.",
    mend="Write the content out again; or, if it is text, put it in quotes or after `>`.",
    wrong="text: *Never* share passwords.",
    right='text: "*Never* share passwords."',
)

MERGE_KEY: Final = Rule(
    code="SMP114",
    name="merge-key",
    severity="error",
    summary="`<<` would copy keys from elsewhere into this place. Documents do not use it: each place must say by "
    "itself what it means.",
    mend="Write the keys out.",
    wrong="dates:\n  <<: {issued: 2024-06-20}",
    right="dates:\n  issued: 2024-06-20",
)

TAG: Final = Rule(
    code="SMP115",
    name="tag",
    severity="error",
    summary="An unquoted `!name` gives a value a special type. Documents do not use them.",
    mend="Remove it; or, if it is text, put it in quotes or after `>`.",
    wrong="title: !important notice",
    right='title: "!important notice"',
)

SEVERAL_DOCUMENTS: Final = Rule(
    code="SMP116",
    name="several-documents",
    severity="error",
    summary="The file holds more than one document; `---` begins another.",
    mend="Put each document in a file of its own.",
    wrong="id: arcadia/a\n---\nid: arcadia/b",
    right="id: arcadia/a",
)

DIRECTIVE: Final = Rule(
    code="SMP117",
    name="directive",
    severity="error",
    summary="A line that begins with `%` is an instruction to the YAML reader. Documents do not use them: every "
    "document is read in the same way.",
    mend="Remove the line; or, if it is text, indent it.",
    wrong="%YAML 1.1\n---\nid: arcadia/a",
    right="id: arcadia/a",
)

EMPTY_DOCUMENT: Final = Rule(
    code="SMP118",
    name="empty-document",
    severity="error",
    summary="The file holds nothing, or nothing but comments.",
    mend="Write the document, or remove the file. A new document can begin as a copy of another one.",
    wrong="# to be written",
    right="schema: smpolicy/overlay@1",
)

TOO_DEEP: Final = Rule(
    code="SMP119",
    name="too-deep",
    severity="error",
    summary="Groups lie within groups deeper than any document needs (64 levels).",
    mend="Check the brackets and the dashes at this place; simplify the condition.",
)

TOO_MANY_VALUES: Final = Rule(
    code="SMP120",
    name="too-many-values",
    severity="error",
    summary="The file holds more values than any document needs (100 000).",
    mend="Check that it is the right file; divide the document.",
)

NUMBER_TOO_LARGE: Final = Rule(
    code="SMP121",
    name="number-too-large",
    severity="error",
    summary="The number is so large that not every program could hold it exactly.",
    mend="If it is a reference and not a quantity, put it in quotes.",
    wrong="number: 20240620000000000001",
    right='number: "20240620000000000001"',
)

COMMENT_AFTER_PROSE: Final = Rule(
    code="SMP122",
    name="comment-after-prose",
    severity="error",
    summary="In unquoted text, everything after a space and `#` is a comment. These words would be lost, and nobody "
    "would notice.",
    mend="Put the text in quotes, or on the next line after `>`. If it is a comment, put it on a line of its own.",
    wrong="text: do not use the hashtag #harbour",
    right="text: >\n  do not use the hashtag #harbour",
)

TAB: Final = Rule(
    code="SMP123",
    name="tab",
    severity="error",
    summary="A tab stands where YAML knows only spaces. How far a tab moves the text differs from screen to screen.",
    mend="Replace the tab by spaces.",
    wrong="dates:\n\tissued: 2024-06-20",
    right="dates:\n  issued: 2024-06-20",
)

BROKEN_INDENTATION: Final = Rule(
    code="SMP124",
    name="broken-indentation",
    severity="error",
    summary="The line begins too far left or too far right, so that it is unclear what it belongs to.",
    mend="Let lines that belong together begin in the same column.",
    wrong="title: Personal use\n  layer: 3",
    right="title: Personal use\nlayer: 3",
)

MISSING_COLON: Final = Rule(
    code="SMP125",
    name="missing-colon",
    severity="error",
    summary="A line has no colon, so it is neither a key with a value nor part of the text above it.",
    mend="Write `key: value` with a space after the colon; or, to go on with the text above, put it after `>` and "
    "indent it.",
    wrong="title: Personal use\nof social media",
    right="title: >\n  Personal use\n  of social media",
)

COLON_IN_TEXT: Final = Rule(
    code="SMP126",
    name="colon-in-text",
    severity="error",
    summary="Unquoted text holds a colon and a space, which make it look like another key.",
    mend="Put the text in quotes, or on the next line after `>`.",
    wrong="text: Remember: the internet does not forget",
    right='text: "Remember: the internet does not forget"',
)

UNCLOSED_QUOTE: Final = Rule(
    code="SMP127",
    name="unclosed-quote",
    severity="error",
    summary="A quotation mark opens a text, and none closes it.",
    mend="Close it. An apostrophe within single quotes is written twice.",
    wrong="title: 'the Port's guide'",
    right='title: "the Port\'s guide"',
)

UNCLOSED_BRACKET: Final = Rule(
    code="SMP128",
    name="unclosed-bracket",
    severity="error",
    summary="A bracket is opened and not closed, or a comma is missing between two things within it.",
    mend="Close the bracket with its like, and part what stands in it by commas.",
    wrong="act: [post, share",
    right="act: [post, share]",
)

TEXT_BESIDE_MARK: Final = Rule(
    code="SMP129",
    name="text-beside-mark",
    severity="error",
    summary="Words stand on the same line as the `>` or `|` that announces a text.",
    mend="Begin the text on the next line, and indent it.",
    wrong="text: > Staff shall not post.",
    right="text: >\n  Staff shall not post.",
)

SPECIAL_FIRST_CHARACTER: Final = Rule(
    code="SMP130",
    name="special-first-character",
    severity="error",
    summary="Unquoted text begins with a character that has a meaning in YAML.",
    mend="Put the text in quotes, or on the next line after `>`.",
    wrong="text: @osce is our account",
    right='text: "@osce is our account"',
)

UNKNOWN_ESCAPE: Final = Rule(
    code="SMP131",
    name="unknown-escape",
    severity="error",
    summary="Within double quotes a backslash begins a code for a special character, and this code does not exist.",
    mend="Use single quotes, or write the backslash twice.",
    wrong='title: "C:\\drafts"',
    right="title: 'C:\\drafts'",
)

MISPLACED_ITEM: Final = Rule(
    code="SMP132",
    name="misplaced-item",
    severity="error",
    summary="A `- ` begins a list item where no list can stand.",
    mend="Put each item on a line of its own beneath the key; put text that begins with a dash in quotes.",
    wrong="bearer: - volunteer",
    right="bearer:\n  - volunteer",
)

INVISIBLE_CHARACTER: Final = Rule(
    code="SMP133",
    name="invisible-character",
    severity="error",
    summary="The text holds a character that shows nothing, such as a soft hyphen, a zero width space or a variation "
    "selector, or one that each program shows in its own way. Two words with and without it look the same and are "
    "not, so that words beside a condition would not be found in the text. It often comes along when text is copied "
    "from a web page or a word processor.",
    mend="Delete the character, or type the word anew. A no-break space may stay, and so may the joiners between "
    "letters of scripts that join, and within pictures such as emoji.",
    wrong='title: "Per\\u00adsonal use"',
    right='title: "Personal use"',
)

COMMA_IN_TEXT: Final = Rule(
    code="SMP134",
    name="comma-in-text",
    severity="error",
    summary="Between braces a comma ends an unquoted text, and what stands behind it would be a key of its own, "
    "without a value.",
    mend="Put the text in quotes; a list goes in brackets.",
    wrong="arcadia.route: {question: Does it show a road, or a crossing?}",
    right='arcadia.route: {question: "Does it show a road, or a crossing?"}',
)
