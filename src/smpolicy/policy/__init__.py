"""What callers hold: a policy that can be asked, the decision that it gives, and the difference between two.

It adds to a regime what people ask for: decisions, duties, texts. Others may import this package, `interview`, and
`difference`, which is imported where somebody compares and not before.
"""

from smpolicy.policy.duties import Duty
from smpolicy.policy.policy import Decision, Policy

__all__ = ["Decision", "Duty", "Policy"]
