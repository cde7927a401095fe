"""A place beside the others in plain words: every word that a reader sees of it is written here."""

from collections.abc import Iterator, Mapping

from partnermap.analysis.chance.nulls import Rank
from partnermap.analysis.places.comparison import ComparedPlace, PlaceComparison
from partnermap.analysis.places.measures import Measured
from partnermap.analysis.wording import counted, number, one_or_many
from partnermap.vocabulary import PlaceMeasure, Yardstick

_BEYOND = 99
"""The percentile from which on, or as near to the other end, a value is not put down to chance."""
_WORK = {
    PlaceMeasure.CLUSTERING: "with partners of their partners",
    PlaceMeasure.WITHIN_TRUSTS: "within their own trust",
    PlaceMeasure.WITHIN_AUTHORITIES: "within their own local authority",
    PlaceMeasure.ACROSS_KINDS: "with organisations of another kind",
    PlaceMeasure.ACROSS_PHASES: "with schools of another phase",
    PlaceMeasure.MODULARITY: "in circles of their own",
}
"""What those who have more of a measure do more often."""


def tell_place(place: ComparedPlace) -> str:
    """One line on a place: how large it is, who was heard, and what sets it apart.

    Parameters
    ----------
    place : ComparedPlace
        As `compare_places` gives it.

    Returns
    -------
    str
        What is not told apart from chance, and what lies in the middle, is left out.

    Examples
    --------
    >>> density = Measured(PlaceMeasure.DENSITY, 0.2, Rank(7, 0, 2))
    >>> tell_place(ComparedPlace("la:1", "Avon", 16, 12, 0, 1, (density,)))
    '16 organisations; 12 answered in full; more joined-up than 7 of 9 places of about its size.'
    """
    return "; ".join(_phrases(place)) + "."


def tell_terms(found: PlaceComparison) -> str:
    """What is meant by size and by chance, for the foot of a table."""
    terms = ["All is about those that answered in full."]
    against = {one.set_against for place in found.places for one in place.measures if one.rank}
    if Yardstick.PLACES in against:
        terms.append(
            "Places of about the same size: those with at most twice and at least half as many of "
            "them, and of these the ten nearest."
        )
    if Yardstick.CHANCE in against:
        terms.append(
            f"More or less often than by chance: than in at least {_BEYOND}% of "
            f"{counted(found.nulls, 'network', 'networks')} in which as many are in as many "
            "partnerships of the same sizes, and who is in which was drawn at random. What is not "
            "mentioned may be due to chance, and so may one in 25 that are."
        )
    return " ".join(terms)


def _phrases(place: ComparedPlace) -> Iterator[str]:
    yield counted(place.organisations, "organisation", "organisations")
    if not place.heard:
        yield (
            "none has answered in full, so it is not known how they work together"
            if place.organisations > 1
            else "it has not answered in full, so it is not known with whom it works"
        )
        return
    if place.organisations == 1:
        yield "it answered in full"
        return
    yield f"{_heard(place)} answered in full"
    if place.heard == 1:
        yield "too few to say how they work together"
        return
    if place.alone == place.heard:
        yield "none of these works with anyone"
        return
    if place.alone:
        yield f"{number(place.alone)} of these {one_or_many(place.alone, 'works', 'work')} alone"
    measured = {one.measure: one for one in place.measures if one.rank is not None}
    yield from _beside_places(measured)
    yield from _beside_chance(measured)


def _heard(place: ComparedPlace) -> str:
    return "all" if place.heard == place.organisations else number(place.heard)


def _beside_places(measured: Mapping[PlaceMeasure, Measured]) -> Iterator[str]:
    """How it stands among places of about its size."""
    joined = measured.get(PlaceMeasure.DENSITY)
    if joined and joined.value == 0:
        yield "none of these works with another of them"
        return
    peers = None
    if joined and (peers := joined.rank):
        yield _joined_up(peers)
    central = measured.get(PlaceMeasure.CENTRALISATION)
    if central and (rank := central.rank) and not _amid(rank):
        word, many = _side(rank)
        known = peers is not None and peers.among == rank.among
        yield f"{word} hangs on one organisation than in {_places(many, rank, known=known)}"


def _joined_up(rank: Rank) -> str:
    if not rank.among:
        return "no other place here is of about its size"
    if rank.equal >= max(rank.below, rank.above):
        return f"as joined-up as {_places(rank.equal, rank)}"
    if _amid(rank):
        return f"in the middle of the {number(rank.among)} places of about its size"
    word, many = _side(rank)
    return f"{word} joined-up than {_places(many, rank)}"


def _amid(rank: Rank) -> bool:
    """Whether it lies on neither side of most."""
    return rank.below == rank.above or rank.equal >= max(rank.below, rank.above)


def _side(rank: Rank) -> tuple[str, int]:
    """Whether it is more or less than most, and than how many."""
    return ("more", rank.below) if rank.below > rank.above else ("less", rank.above)


def _places(many: int, rank: Rank, *, known: bool = False) -> str:
    """So many of those places, which are spoken of already if they are known."""
    if rank.among == 1:
        return "that one" if known else "the one other place of about its size"
    if many == rank.among == 2:
        return "both of those" if known else "both places of about its size"
    if many == rank.among:
        return (
            f"all of those {number(many)}"
            if known
            else f"all {number(many)} places of about its size"
        )
    among = number(rank.among)
    share = f"{number(many)} of"
    return f"{share} those {among}" if known else f"{share} {among} places of about its size"


def _beside_chance(measured: Mapping[PlaceMeasure, Measured]) -> Iterator[str]:
    """What they do more often than by chance, and what less often."""
    ranks = {words: measured[m].rank for m, words in _WORK.items() if m in measured}
    shares = {words: rank.percentile for words, rank in ranks.items() if rank}
    more = [words for words, share in shares.items() if share is not None and share >= _BEYOND]
    less = [
        words for words, share in shares.items() if share is not None and share <= 100 - _BEYOND
    ]
    if more:
        yield f"they work {_all_of(more)} more often than by chance"
    if less:
        yield f"they work {_all_of(less)} less often than by chance"


def _all_of(words: list[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last
