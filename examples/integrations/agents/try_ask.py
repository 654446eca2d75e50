"""The tools are there, answer as the library does, and never give an answer by itself."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

from ask import SERVER, called, interviewed
from mcp import Client

import smpolicy

STRUCTURE, DAY = "moldova", "2026-01-01"
PHOTO: dict[str, Any] = {
    "person.category": "staff_mission_member",
    "activity.channel": "blog",
    "activity.linked_to_functions": False,
    "activity.interaction": "share",
    "activity.discloses": True,
    "content.recording_kind": "photo",
    "content.depicts": ["osce_operation"],
    "purpose.directly_supports_official_activity": False,
}


async def main() -> None:
    """Go through the tools as an agent does."""
    policy = smpolicy.load().resolve(STRUCTURE, as_of=date.fromisoformat(DAY))
    async with Client(SERVER) as client:
        tools = {each.name: each for each in (await client.list_tools()).tools}
        assert set(tools) == {"structures", "text", "duties", "facts", "evaluate", "interview"}
        assert all(each.annotations and each.annotations.read_only_hint for each in tools.values())

        listed = await called(client, "structures", as_of=DAY)
        assert STRUCTURE in {each["id"] for each in listed["structures"]}

        text = await called(client, "text", structure=STRUCTURE, as_of=DAY, provision="si31:7.2.b5")
        (entry,) = text["entries"]
        assert entry["citation"] and entry["text"] in {each.text for each in policy.entries}
        assert text["digest"] == policy.digest and text["notices"]

        owed = await called(client, "duties", structure=STRUCTURE, as_of=DAY, category="intern", event="engagement")
        assert all(each["citation"] and each["words"] for each in owed["duties"])

        schema = await called(client, "facts", structure=STRUCTURE, as_of=DAY)
        assert schema["properties"].keys() >= PHOTO.keys()

        said = await called(client, "evaluate", structure=STRUCTURE, as_of=DAY, facts=PHOTO, assume="neutral")
        assert said["text"] == policy.evaluate(PHOTO, assume="neutral").text()
        assert said["because"] and said["notices"] and said["contacts"]
        assert not {"answer", "settled", "possible", "or_worse"} & said.keys()

        ended = await interviewed(
            client, STRUCTURE, DAY, lambda screen: {each["fact"]: "not_sure" for each in screen["questions"]}
        )
        assert ended["text"] and ended["notices"]

        for wrong, words in (
            ({"structure": "moldov", "facts": {}}, "did you mean `moldova`"),
            ({"structure": STRUCTURE, "facts": {"activity.interacton": "post"}}, "did you mean `activity.interaction`"),
        ):
            try:
                await called(client, "evaluate", as_of=DAY, **wrong)
            except ValueError as refused:
                assert words in str(refused)
            else:
                raise AssertionError(f"{wrong} was not refused")
    print(f"{len(tools)} tools, an interview to its end, 2 refused")


asyncio.run(main())
