"""For tests, one's own and other people's: the scenario runner, and Hypothesis strategies.

`smpolicy.testing.strategies` needs hypothesis, which the extra `smpolicy[testing]` installs.
Nothing here is for the library: tests and the command line alone import it.
"""

from smpolicy.testing.scenarios import Failure, run_scenarios

__all__ = ["Failure", "run_scenarios"]
