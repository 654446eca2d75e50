"""A policy compiled for good: what a program is the program of, and what it decides by."""

from __future__ import annotations

from smpolicy.conflicts.regime import Regime
from smpolicy.deciding.compiled.compiled_program import CompiledProgram, made_of
from smpolicy.deciding.knowledge import YieldingWhere, compiled_for_good
from smpolicy.meaning.conditions import All


def program_of(policy: Regime) -> CompiledProgram:
    """Compile a policy for good."""
    resolution, program = policy.resolution, policy.program
    asides = [
        YieldingWhere(
            norm=each.norm.id,
            prevailing=each.prevailing.id,
            part=each.part,
            where=program.condition(All(parts=(each.applies, each.condition))),
        )
        for each in policy.set_aside
    ]
    commencing = [norm.id for norm in policy.norms if norm.kind == "commencement"]
    of = {
        "structure": policy.structure.id,
        "as_of": policy.as_of.isoformat(),
        "drafts": policy.drafts,
        "text": policy.digest,
    }
    decides = compiled_for_good(program, resolution, policy.given, asides)
    decides["in_force"] = policy.in_force
    decides["commencing"] = commencing if resolution.before_commencement else []
    return made_of(of, decides)
