"""The checklist names each duty with its place in the text, on what it depends, and which text was read."""

from __future__ import annotations

from datetime import date

from checklist import checklist

import smpolicy

DAY = date(2026, 1, 1)
policy = smpolicy.load().resolve("secretariat", as_of=DAY)
written = checklist("secretariat", "intern", "engagement", DAY)
duties = policy.duties(category="intern", event="engagement")
assert duties
for duty in duties:
    assert duty.words in written and f"({duty.citation})" in written
    assert all(f"depends on: {words}" in written for words in duty.depends_on)
assert "- [ ] " in written
assert policy.digest in written
assert all(notice in written for notice in policy.notices)
try:
    checklist("secretariat", "captain", "engagement", DAY)
except smpolicy.ImpossibleFacts as error:
    assert "captain" in str(error)
else:
    raise AssertionError("there are no captains")
print(f"{len(duties)} duties on the checklist")
