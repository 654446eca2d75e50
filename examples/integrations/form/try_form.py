"""Every field of the form, filled in as a browser would, states what `evaluate` accepts."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from html.parser import HTMLParser

from form import drawn, read

import smpolicy


class Fields(HTMLParser):
    """The fields of a form: for each name, the type and the values that can be sent."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.legends = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what an input is."""
        told = dict(attrs)
        self.legends += tag == "legend"
        if tag == "input":
            filled = {"number": "3", "date": "2024-02-29"}.get(str(told["type"]), told.get("value"))
            self.fields[str(told["name"])].append((str(told["type"]), str(filled)))


policy = smpolicy.load().resolve("moldova", as_of=date(2026, 1, 1), drafts=True)
schema = policy.facts_schema()
page = drawn(schema)
form = Fields()
form.feed(page)

names = {name.removesuffix(":none") for name in form.fields}
assert names == set(schema["properties"]), "every fact that can be asked is drawn, and no other"
assert form.legends == len(schema["properties"]) + len(schema["x-groups"])
assert "<script" not in page

tried = 0
for name, inputs in form.fields.items():
    for _, value in inputs:
        stated = read(schema, {name: [value]})
        try:
            decision = policy.evaluate(stated)
        except smpolicy.ImpossibleFacts as error:  # an answer, which cannot be for this structure
            assert {each.kind for each in error.problems} == {"breaks-constraint"}, str(error)
        else:
            assert name.removesuffix(":none") in decision.stated
        tried += 1
assert read(schema, {"content.depicts": ["osce_operation", "osce_official_on_duty"]}) == {
    "content.depicts": ["osce_operation", "osce_official_on_duty"]
}
assert read(schema, {"content.depicts:none": ["none"]}) == {"content.depicts": []}
assert read(schema, {name: [""] for name in form.fields}) == {}, "what is left alone states nothing"
print(f"{len(names)} facts drawn, {tried} answers read back")
