"""How long an interview takes between two screens, and how many screens and questions persons see.

The persons are drawn by the recipe of `tests/interview/persons.py`; of each it is told whether the interview comes to
the answer that there is where everything is stated. Times are of the processor.
Run as `python benchmarks/interviews.py [PERSONS]`.
"""

import datetime
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import smpolicy
from interview.persons import Person, drawn_person
from smpolicy.policy.interview import Interview, Screen


def gone_through(person: Person) -> tuple[Interview, list[Screen], list[float]]:
    """Interview somebody; return how it ended, the screens, and how long each took, in milliseconds."""
    interview, screens, times = Interview.begun(person.policy), list[Screen](), list[float]()
    while True:
        begun = time.process_time()
        screen = interview.screen
        times.append((time.process_time() - begun) * 1e3)
        if screen is None:
            return interview, screens, times
        screens.append(screen)
        replies = person.replies(interview, screen)
        begun = time.process_time()
        interview = interview.answered(replies)
        times[-1] += (time.process_time() - begun) * 1e3


def main(persons: int) -> None:
    """Interview persons under some policies."""
    library = smpolicy.load()
    for structure in ("secretariat", "moldova", "odihr", "serbia"):
        policy = library.resolve(structure, as_of=datetime.date(2026, 1, 1), drafts=True)
        screens, asked, times, harmless, equal = list[int](), list[int](), list[float](), list[int](), 0
        for seed in range(persons):
            person = drawn_person(policy, seed)
            interview, seen, took = gone_through(person)
            everything = person.everything()
            equal += (interview.decision.answer, interview.decision.possible) == (
                everything.answer,
                everything.possible,
            )
            screens.append(len(seen))
            asked.append(sum(len(each.questions) + len(each.groups) + bool(each.starts) for each in seen))
            times += took
            harmless += [] if person.matters or person.unsure else [len(seen)]
        print(
            f"{structure:<12} {equal} of {persons} as where everything is stated; "
            f"screens: median {statistics.median(screens):g}, most {max(screens)}, nothing to tell {max(harmless)}; "
            f"questions: median {statistics.median(asked):g}, most {max(asked)}; "
            f"between screens: median {statistics.median(times):.1f} ms, most {max(times):.1f} ms"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
