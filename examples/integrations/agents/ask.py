"""A client of `smpolicy mcp`, by the official SDK: what the program of a language-model agent does, step by step.

python ask.py moldova 2026-01-01
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Mapping
from typing import Any

from mcp import Client, StdioServerParameters

SERVER = StdioServerParameters(command=sys.executable, args=["-m", "smpolicy", "mcp"])
#: What puts a screen to the person, and returns their replies.
Person = Callable[[Mapping[str, Any]], Mapping[str, Any]]


async def called(client: Client, tool: str, **arguments: Any) -> dict[str, Any]:
    """Call a tool; raise what it refuses."""
    result = await client.call_tool(tool, arguments)
    if result.is_error or result.structured_content is None:
        raise ValueError(" ".join(each.text for each in result.content if hasattr(each, "text")))
    given: dict[str, Any] = result.structured_content
    return given


async def interviewed(client: Client, structure: str, as_of: str, person: Person) -> dict[str, Any]:
    """Put screen after screen to a person, and return what is to be said to them in the end."""
    told = await called(client, "interview", structure=structure, as_of=as_of)
    while told["screen"] is not None:
        replies = dict(person(told["screen"]))
        told = await called(client, "interview", structure=structure, as_of=as_of, state=told["state"], replies=replies)
    said: dict[str, Any] = told["said"]
    return said


async def main(structure: str, as_of: str) -> None:
    """Ask a person who is sure of nothing."""
    async with Client(SERVER) as client:
        said = await interviewed(
            client, structure, as_of, lambda screen: {each["fact"]: "not_sure" for each in screen["questions"]}
        )
    print(said["text"])


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
