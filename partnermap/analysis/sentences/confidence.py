"""How sure an answer is, in sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

from partnermap.analysis.wording import listed, number, one_or_many, percent

FORMAL = "Formal links are as the register has them: nothing about them is left open to check."
"""Why there is no confidence on the formal layer."""
ROLLED_UP = "How sure this is is checked of organisations alone, not of trusts or authorities."
"""Why there is none of what is rolled up."""
TOO_LONG = "This is too large to be checked here: look at a smaller place."
"""Why there is none where not one run came to its end in time."""
FAILED = "Something went wrong while this was checked; it has been noted."
"""Why there is none where it could not be worked out."""
BUSY = "Other answers are being checked, and too many wait for it: ask again in a minute."
"""Why it has not begun."""


def being_checked(runs: int) -> str:
    """That it is not known yet; `runs` is how many there will be."""
    return f"How sure this is is being checked in {_runs(runs)}: ask again in a moment."


def as_a_whole(worlds: int, dropped: float, heard: int, silent_about: int) -> str:
    """What was done to tell how sure the answers are, and about whom they are silent.

    `dropped` is the share of memberships that each run does without; `heard` is how many answered
    in full, `silent_about` how many did not.
    """
    if worlds == 0:
        return TOO_LONG
    each = one_or_many(worlds, "", "each ")
    checked = (
        f"Checked in {_runs(worlds)}, {each}without {percent(dropped)} of the memberships on "
        "record, picked by chance"
    )
    if silent_about == 0:
        return f"{checked}; everyone here has answered in full, so there is nothing to fill in."
    silent = one_or_many(silent_about, "organisation", f"{number(silent_about)} organisations")
    if heard == 0:
        return (
            f"{checked}; nobody here has answered in full, so nothing can be filled in, and what "
            f"the {silent} may have beside what is on record is left out of account."
        )
    have = one_or_many(silent_about, "has", "have")
    return (
        f"{checked}, and with what the {silent} that {have} not answered in full may have beside "
        "them, after the pattern of those that have."
    )


def _runs(worlds: int) -> str:
    return f"{number(worlds)} {_run(worlds)}"


def _run(worlds: int) -> str:
    return one_or_many(worlds, "run", "runs")


@dataclass(frozen=True, slots=True)
class Runs:
    """The runs in which an answer was checked."""

    worlds: int
    filled: bool
    """Whether what is not known was filled in; if not, they just leave out some of what is."""

    def often(self, times: int) -> str:
        """In how many of them something was so: `in 92 of 100 runs that …`."""
        all_ = number(self.worlds)
        if times == self.worlds:
            of = f"in all {all_} runs" if self.worlds > 1 else "in the 1 run"
        else:
            of = f"in {number(times) if times else 'none'} of {all_} {_run(self.worlds)}"
        if self.filled:
            return f"{of} that {one_or_many(self.worlds, 'fills', 'fill')} in what is not known"
        return f"{of} that {one_or_many(self.worlds, 'leaves', 'leave')} out some of what is known"

    def again(self, times: int) -> str:
        """In how many of them something was so, where they were named before."""
        if times == self.worlds:
            return "in all of them"
        return f"in {number(times)}" if times else "in none"


def if_left(times: int, foremost: int, first: int, runs: Runs) -> str:
    """How often somebody would be cut off if an organisation left.

    `foremost` is how often it was among the so many whose leaving would cut off most.
    """
    some = f"If it left, somebody would be cut off {runs.often(times)}"
    return f"{some}; {runs.again(foremost)} it is one of the {first} whose leaving matters most."


def if_partnership_ended(times: int, foremost: int, first: int, runs: Runs) -> str:
    """How often somebody would be cut off if a partnership ended, and it is among the gravest."""
    some = f"If it ended, somebody would be cut off {runs.often(times)}"
    most = f"it is one of the {first} partnerships whose end matters most"
    return f"{some}; {runs.again(foremost)} {most}."


def if_tie_ended(times: int, runs: Runs) -> str:
    """How often somebody would be cut off if a membership or a formal link ended."""
    return f"If this tie ended, somebody would be cut off {runs.often(times)}."


def on_their_own(each: Sequence[tuple[str, int]], runs: Runs) -> str:
    """How often some, by name, are on their own; of several, the one of whom it is least so."""
    if len(each) == 1:
        return f"It is on its own {runs.often(each[0][1])}."
    name, least = min(each, key=lambda one: one[1])
    if least == max(times for _, times in each):
        return f"Each of the {number(len(each))} is on its own {runs.often(least)}."
    return f"Of the {number(len(each))}, {name} is least surely on its own: {runs.often(least)}."


def if_these_left(together: int, each: Sequence[tuple[str, int]], runs: Runs) -> str:
    """How often some whose leaving hurts most are the same, and, by name, are among them."""
    few = number(len(each))
    most = [f"{name} {runs.again(times)}" for name, times in each]
    return f"The same {few} hurt most {runs.often(together)}; one of the {few} is {listed(most)}."


def between(times: int, first: int, runs: Runs) -> str:
    """How often one is among the so many that lie on the closest chains between most others."""
    return f"It is one of the {first} through which most such chains lead {runs.often(times)}."
