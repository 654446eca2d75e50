"""Replies to `smpolicy ask` of a staff member of the Secretariat, as lines of a pipe."""

from __future__ import annotations

from collections.abc import Iterable


def lines(replies: Iterable[str]) -> str:
    """Return replies as they come through a pipe."""
    return "".join(f"{reply}\n" for reply in replies)


#: A staff member, working there now, with nothing happening.
WHO = ("4", "2", "1")
#: A post of one's own, done already.
POST = ("2", "2")
#: While serving, on a social networking site, as a private person; no excuse. It is asked above the first list.
PRIVATELY = ("2", "no", "no", "0")
#: About none of the starting points, with nothing to tick in any list.
AFTER_WHO = (*POST, "0", *PRIVATELY, "0", "0", "0", "0")
HARMLESS = lines((*WHO, *AFTER_WHO))
#: A photo of a colleague on duty and of the operation, which serves no official activity.
PHOTO = lines((*WHO, *POST, "a picture or a recording from work", *PRIVATELY, "a photo", "0", "yes", "1 3", "no", "no"))
