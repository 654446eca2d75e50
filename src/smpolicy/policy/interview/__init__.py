"""How a person is asked: an interview is a value that shows screens, takes answers, and ends in a decision.

What it asks first, from where it starts and what its lists say are data of the vocabulary; no fact is named here.
"""

from smpolicy.policy.interview.interview import Interview
from smpolicy.policy.interview.resuming import resumed
from smpolicy.policy.interview.statements import Answered, How, Said
from smpolicy.policy.screens import NONE_OF_THESE, NOT_SURE_WORDS, Screen, ScreenKind, Tick, TickGroup

__all__ = [
    "NONE_OF_THESE",
    "NOT_SURE_WORDS",
    "Answered",
    "How",
    "Interview",
    "Said",
    "Screen",
    "ScreenKind",
    "Tick",
    "TickGroup",
    "resumed",
]
