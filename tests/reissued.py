"""The packaged documents with an invented second version of their instrument beside them; nobody has issued it.

In it one provision has other words, one another id, one was split, and one is gone.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Final

from smpolicy.documents.packaged import policies_folder

#: The first day of the second version, the day before it, and a day of it.
REVISION: Final = date(2027, 1, 1)
BEFORE: Final = date(2026, 6, 1)
AFTER: Final = date(2027, 6, 1)
SECOND: Final = "base/si31-2027.yaml"

_SPLIT: Final = (
    "Not compromise the safety and security of the OSCE, its staff or any other individuals",
    "Not disclose information about the OSCE operation",
)
#: What is written otherwise in the second version: the words of the first one, and its own.
_EDITS: Final = (
    ("id: si31\n", "id: si31-2027\nwork: si31\n"),
    ("version: 2020-12-14\n", "version: 2027-01-01\n"),
    ("dates: {issued: 2020-12-14, effective: {from: 2021-01-01}}", "dates: {effective: {from: 2027-01-01}}"),
    (
        "preamble:\n",
        "revises:\n  moved: {7.2.b8: 7.2.b10}\n  split: {7.2.b7: [7.2.b7, 7.2.b11]}\n"
        "  gone: {7.2.b9: Another instruction speaks of insignia.}\n\npreamble:\n",
    ),
    # one provision has other words
    (
        "criticisms of any government or government official that may negatively affect\n"
        "                  the OSCE's reputation; and",
        "criticisms of any government or government official that are likely to damage\n"
        "                  the OSCE's reputation; and",
    ),
    (
        "criticisms of any government or government official that may negatively affect the OSCE's\n      reputation",
        "criticisms of any government or government official that are likely to damage the OSCE's\n      reputation",
    ),
    (
        "government official that may negatively affect the OSCE's reputation:",
        "government official that are likely to damage the OSCE's reputation:",
    ),
    # one was split
    (
        f"                  {_SPLIT[0]}, in particular through disclosing information\n"
        "                  about the OSCE operation;\n",
        f"                  {_SPLIT[0]};\n"
        "              - id: 7.2.b11\n"
        "                kind: bullet\n"
        "                eid: sec_7__subsec_7-2__para_nn_3__point_nn_11\n"
        f"                text: {_SPLIT[1]};\n",
    ),
    (
        f"      {_SPLIT[0]}, in particular through disclosing information about the\n      OSCE operation\n",
        f"      {_SPLIT[0]}\n",
    ),
    (
        "    note: '\"In particular through disclosing\" names a typical case and conditions nothing.'\n",
        "\n  7.2.b11:\n    under: 7.2.b11\n"
        f"    text: {_SPLIT[1]}\n"
        "    kind: recommendation\n    bearer: [osce_official, non_osce_staff]\n    act:\n"
        "      disclose information about the OSCE operation: {content.discloses_operation_info: true}\n",
    ),
    # one is gone
    (
        "              - id: 7.2.b9\n                kind: bullet\n"
        "                eid: sec_7__subsec_7-2__para_nn_3__point_nn_3\n"
        "                text: Not be associated through any form of interaction with any politically sensitive "
        "insignia.\n",
        "",
    ),
)


def second_version() -> str:
    """Return the text of the second version: that of the first with its edits, each of which must find its words."""
    text = (policies_folder() / "base/si31.yaml").read_text(encoding="utf-8")
    for first, second in _EDITS:
        assert text.count(first) == 1, first
        text = text.replace(first, second)
    start, end = text.index("\n  7.2.b9:\n"), text.index("\n  7.3a:\n")
    return (text[:start] + text[end:]).replace("7.2.b8", "7.2.b10").replace("{7.2.b10: 7.2.b10}", "{7.2.b8: 7.2.b10}")


def reissued(folder: Path) -> Path:
    """Write the packaged documents below a folder, with the second version among them."""
    root = copytree(policies_folder(), folder / "policies")
    (root / SECOND).write_text(second_version(), encoding="utf-8")
    return root
