"""A checklist for somebody who begins, moves or leaves: what the policy asks of them, in its own words.

python checklist.py secretariat intern engagement 2026-01-01
"""

from __future__ import annotations

import sys
from datetime import date

import smpolicy


def checklist(structure: str, category: str, event: str, day: date) -> str:
    """Return the checklist as Markdown: first what is to be done, then what to know, and what was acknowledged."""
    policy = smpolicy.load().resolve(structure, as_of=day)
    duties = policy.duties(category=category, event=event)
    lines = [f"# {policy.name}, {day.isoformat()}", ""]
    for title, chosen in (
        ("To do", [each for each in duties if each.step]),
        ("To know", [each for each in duties if not each.step and not each.standing]),
        ("What always holds", [each for each in duties if each.standing]),
    ):
        lines += [f"## {title}", ""] if chosen else []
        for each in chosen:
            box = "- [ ] " if each.step else "- "
            draft = " (draft)" if each.draft else ""
            lines.append(f"{box}{each.step.do + ': ' if each.step else ''}{each.words} ({each.citation}){draft}")
            lines += [f"  - depends on: {words}" for words in each.depends_on]
            if each.step and each.step.contact:
                lines.append(f"  - ask {each.step.contact.name}")
        lines += [""] if chosen else []
    lines += ["## Read and acknowledged", "", f"Text `{policy.digest}`", ""]
    return "\n".join([*lines, *(f"> {notice}" for notice in policy.notices), ""])


if __name__ == "__main__":
    asked, who, what, on = sys.argv[1:]
    print(checklist(asked, who, what, date.fromisoformat(on)), end="")
