"""Fifty requests at once, the description of the service, and what it refuses."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
from jsonschema import Draft202012Validator
from service import app, policy

INTERACTIONS = ("none", "post", "share", "comment", "like", "follow", "join", "tag", "other_interaction", "not_sure")
CHANNELS = ("blog", "wiki", "chatroom", "messenger_app", "online_forum")
MANY: list[dict[str, Any]] = [
    {"activity.interaction": interaction, "activity.channel": channel, "person.category": "intern"}
    for interaction in INTERACTIONS
    for channel in CHANNELS
]


async def main() -> None:
    """Ask the service as a browser would, without a network."""
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://service.example") as client:
        asked = [client.post("/tell", json={"facts": facts}) for facts in MANY]
        answers = await asyncio.gather(*asked)
        assert len(answers) == 50
        for facts, answer in zip(MANY, answers, strict=True):
            assert answer.status_code == 200, answer.text
            told = answer.json()
            assert told["text"] == policy().evaluate(facts, assume="neutral").text()
            assert told["notices"]
            assert "answer" not in told

        described = (await client.get("/openapi.json")).json()
        assert described["openapi"].startswith("3.1")
        facts_described = described["components"]["schemas"]["Activity"]["properties"]["facts"]
        schema = (await client.get("/schema")).json()
        assert facts_described["properties"] == schema["properties"]
        Draft202012Validator.check_schema(schema)

        for wrong in ({"activity.interaction": "liek"}, {"no.such": True}, {"activity.discloses": 1}):
            refused = await client.post("/tell", json={"facts": wrong})
            assert refused.status_code == 422, refused.text
            assert "is no answer" in refused.text
        together = {"activity.interaction": "like", "activity.discloses": True}
        refused = await client.post("/tell", json={"facts": together})
        assert refused.status_code == 422
        assert "cannot hold together" in refused.json()["problems"][0]["message"]

        owed = (await client.get("/duties", params={"category": "intern", "event": "engagement"})).json()
        assert owed and all(each["citation"] for each in owed)
        assert (await client.get("/duties", params={"category": "captain"})).status_code == 422
    print(f"{len(answers)} requests at once, each told what the library says; 5 refused")


asyncio.run(main())
