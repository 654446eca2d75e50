"""The rules that a file breaks before its text is read."""

from typing import Final

from smpolicy.foundations.diagnostics import Rule

UNREADABLE_FILE: Final = Rule(
    code="SMP101",
    name="unreadable-file",
    severity="error",
    summary="The file or folder could not be opened, so nothing in it was checked.",
    mend="Make sure that the file exists and that you may read it.",
)

SYMBOLIC_LINK: Final = Rule(
    code="SMP102",
    name="symbolic-link",
    severity="error",
    summary="A symbolic link stands among the documents. It is not followed: it could lead to a file outside the "
    "folder.",
    mend="Put the document itself in this place, or name the linked file on the command line.",
)

NOT_A_REGULAR_FILE: Final = Rule(
    code="SMP103",
    name="not-a-regular-file",
    severity="error",
    summary="Something with the name of a document is not a file that holds text, but a folder, a pipe or a device.",
    mend="Remove it, or put a YAML file in its place.",
)

TOO_LARGE: Final = Rule(
    code="SMP104",
    name="too-large",
    severity="error",
    summary="The file is larger than any document needs to be (1 MiB), so it was not read.",
    mend="Check that it is the right file; divide the document if it really is that long.",
)

NOT_UTF8: Final = Rule(
    code="SMP105",
    name="not-utf8",
    severity="error",
    summary="The file is stored in another encoding than UTF-8, so its letters cannot be told for certain.",
    mend="Save it again with the encoding UTF-8; most editors offer this under Save As.",
)

MISNAMED_FILE: Final = Rule(
    code="SMP141",
    name="misnamed-file",
    severity="warning",
    summary="A file has the name of a document with something behind it, such as `.txt`, which some editors add "
    "without showing it. It is not read, so nothing in it counts.",
    mend="Rename it so that its name ends with `.yaml`; or move it elsewhere.",
)
