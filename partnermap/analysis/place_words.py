"""A place beside the others in plain words: every word that a reader sees of it is written here."""

from collections.abc import Iterator, Mapping

from partnermap.analysis.nulls import Rank
from partnermap.analysis.place_comparison import ComparedPlace
from partnermap.analysis.place_measures import Measured
from partnermap.analysis.wording import counted, number, one_or_many
from partnermap.vocabulary import PlaceMeasure

_BEYOND = 95
"""The percentile from which on, or as near to the other end, a value is not put down to chance."""
_THAN = "than chance would have it"
_MORE_OR_LESS = {
    PlaceMeasure.CLUSTERING: "those with a partner in common work together {often}",
    PlaceMeasure.WITHIN_TRUSTS: "they work within their own trust {often}",
    PlaceMeasure.WITHIN_AUTHORITIES: "they work within their own local authority {often}",
    PlaceMeasure.ACROSS_KINDS: "they work with organisations of another kind {often}",
    PlaceMeasure.ACROSS_PHASES: "schools work with schools of another phase {often}",
    PlaceMeasure.MODULARITY: "they fall into circles that work among themselves {often}",
}


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


def tell_chance(nulls: int) -> str:
    """What is meant by chance, for the foot of a table."""
    return (
        "More or less often than chance would have it: than in at least "
        f"{_BEYOND}% of {counted(nulls, 'network', 'networks')} in which as many are in as many "
        "partnerships of the same sizes, and who is in which was drawn at random. What is not "
        "mentioned could be chance. All is about those that answered in full."
    )


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
    measured = {one.measure: one for one in place.measures if one.rank is not None}
    yield from _beside_places(measured)
    for measure, words in _MORE_OR_LESS.items():
        if measure in measured and (often := _beyond_chance(measured[measure].rank)):
            yield words.format(often=often)


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
    if central and (rank := central.rank) and rank.below != rank.above:
        word, many = _side(rank)
        known = peers and peers.among == rank.among
        among = f"{number(many)} of those {number(rank.among)}" if known else _places(many, rank)
        yield f"{word} hangs on one organisation than in {among}"


def _joined_up(rank: Rank) -> str:
    if not rank.among:
        return "no other place here is of about its size"
    if rank.below == rank.above:
        if rank.equal == rank.among:
            others = one_or_many(rank.among, "place", "places")
            return f"as joined-up as the {number(rank.among)} other {others} of about its size"
        return f"in the middle of the {number(rank.among)} places of about its size"
    word, many = _side(rank)
    return f"{word} joined-up than {_places(many, rank)}"


def _side(rank: Rank) -> tuple[str, int]:
    """Whether it is more or less than most, and than how many."""
    return ("more", rank.below) if rank.below > rank.above else ("less", rank.above)


def _places(many: int, rank: Rank) -> str:
    if rank.among == 1:
        return "the one other place of about its size"
    return f"{number(many)} of {number(rank.among)} places of about its size"


def _beyond_chance(rank: Rank | None) -> str | None:
    percentile = rank.percentile if rank else None
    if percentile is None or 100 - _BEYOND < percentile < _BEYOND:
        return None
    return f"{'more' if percentile > 50 else 'less'} often {_THAN}"
