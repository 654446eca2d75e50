"""A web service: what can be stated as a JSON Schema, and how an activity stands, in words.

uvicorn service:app
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Annotated, Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse
from jsonschema import Draft202012Validator
from pydantic import AfterValidator, BaseModel, WithJsonSchema

import smpolicy

#: The service is for one structure on one day; what was loaded is shared by all requests.
STRUCTURE, DAY = "moldova", date(2026, 1, 1)


@lru_cache(maxsize=1)
def policy() -> smpolicy.Policy:
    """Return the policy, compiled: it decides by that from the first request on."""
    found = smpolicy.load().resolve(STRUCTURE, as_of=DAY)
    found.compile()
    return found


SCHEMA = policy().facts_schema()
_VALIDATOR = Draft202012Validator(SCHEMA)


def _held_to_schema(facts: dict[str, Any]) -> dict[str, Any]:
    """Refuse what is no answer, before anything is decided."""
    errors = sorted(_VALIDATOR.iter_errors(facts), key=lambda each: list(each.path))
    if errors:
        raise ValueError("; ".join(f"{'.'.join(map(str, each.path)) or 'facts'} is no answer" for each in errors[:5]))
    return facts


Facts = Annotated[dict[str, Any], AfterValidator(_held_to_schema), WithJsonSchema(SCHEMA)]


class Activity(BaseModel):
    """An activity, as far as a person told it."""

    facts: Facts


class Told(BaseModel):
    """How an activity stands: the words to show, with what is still to be asked, whom to turn to and the notices."""

    text: str
    citations: list[str]
    ask: list[dict[str, Any]]
    contacts: list[dict[str, Any]]
    left_to_judge: list[str]
    notices: list[str]


app = FastAPI(title="What holds for personal social media", version="1")


@app.exception_handler(smpolicy.ImpossibleFacts)
def impossible(_: Request, error: smpolicy.ImpossibleFacts) -> JSONResponse:
    """Say which facts cannot hold together."""
    problems = [{"facts": list(each.facts), "message": each.message} for each in error.problems]
    return JSONResponse(status_code=422, content={"problems": problems})


@app.get("/schema")
def schema() -> dict[str, Any]:
    """Give the JSON Schema of what can be stated, to draw a form by."""
    return SCHEMA


@app.post("/tell")
def tell(activity: Activity) -> Told:
    """Say how an activity stands. Requests are answered side by side: a policy is read only."""
    decision = policy().evaluate(activity.facts, assume="neutral")
    data = decision.to_json()
    return Told(
        text=decision.text(),
        citations=[each["citation"] for each in data["because"]],
        ask=list(data["unsettled_by"]["questions"][:3]),
        contacts=list(data["contacts"]),
        left_to_judge=list(data["left_to_judge"]),
        notices=list(data["notices"]),
    )


@app.get("/duties")
def duties(category: str, event: str = "none") -> list[dict[str, str]]:
    """Say what the policy asks of a person, whatever they may do online."""
    try:
        found = policy().duties(category=category, event=event)
    except smpolicy.ImpossibleFacts as error:
        raise HTTPException(status_code=422, detail=str(error)) from error
    return [{"words": each.words, "citation": each.citation, "status": each.status} for each in found]
