"""How many examples are drawn for each law, and which: the same on every machine, or many more and new ones.

`fixed` is the profile of `make test`: what is drawn follows from the law's own source, and from nothing else.
`deep` is the profile of `make deep`: each run draws from a seed that it names, and with that seed draws the same again.
There a law draws `FACTOR` times as many, or `HEAVY` times where it is a heavy one, which draws whole documents or
searches and counts in many worlds: so many that the whole takes less than an hour of one core, and no law most of it.
What is heavy is said by the law, and measured by nobody: a slow machine draws the same.
`mutants` is the profile of `make mutants`: what is drawn is that of `fixed`, and what fails is not made smaller.
"""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings
from hypothesis.internal.conjecture import providers

#: So many times as many examples are drawn of each law in `deep` as in `fixed`.
FACTOR = 60
#: So many times as many of a heavy law, of which each example takes some fifteen milliseconds or more.
HEAVY = 12
#: So many are drawn in `fixed` of a law that names no number.
USUAL = 100

#: How long it takes to draw is no property of a law: on a slow machine the same examples must pass.
BY_TIME = [HealthCheck.too_slow]


def register() -> None:
    """Register the profiles, and load the one that is fixed; `--hypothesis-profile` loads another."""
    settings.register_profile(
        "fixed",
        max_examples=USUAL,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=BY_TIME,
    )
    settings.register_profile(
        "deep",
        max_examples=USUAL * FACTOR,
        derandomize=False,
        database=None,
        deadline=None,
        suppress_health_check=BY_TIME,
        print_blob=True,
    )
    settings.register_profile("mutants", settings.get_profile("fixed"), phases=[Phase.explicit, Phase.generate])
    settings.load_profile("fixed")
    _draw_no_constants_of_the_source()


def draws(number: int, *, heavy: bool = False) -> int:
    """Return how many examples of a law are drawn in the profile in use, given how many are in the fixed one."""
    if settings.get_current_profile_name() != "deep":
        return number
    return number * (HEAVY if heavy else FACTOR)


def _draw_no_constants_of_the_source() -> None:
    """Let Hypothesis draw none of the numbers and texts that it finds in the project's own modules.

    It looks through those that happen to be imported, and takes a checkout below a folder named `tests` for no project:
    what is drawn would hang on which tests ran before in the same process, and on where the project lies.
    There is no setting for it.
    """
    none = providers._local_constants
    providers._get_local_constants = lambda: none
