"""Needs that nobody provides for, or one organisation alone, in sentences."""

from collections.abc import Sequence

from partnermap.analysis.sentences import Told
from partnermap.analysis.wording import counted, listed, number, one_or_many, topic


def nobody_provides(
    place: str, themes: Sequence[str], schools: int, disadvantaged: int, uncounted: int
) -> str:
    """What nobody is known to provide for in a place, and for how many of those heard there."""
    answered = f"{counted(schools, 'school', 'schools')} there that answered in full"
    those = f"{answered}{_disadvantaged(disadvantaged, uncounted)}"
    return f"Nobody is known to provide for {_topics(themes)} in {place}, for the {those}."


def only_provider(
    provider: str,
    theme: str,
    places: Sequence[str],
    names: Sequence[str],
    disadvantaged: int,
    uncounted: int,
) -> str:
    """Who alone provides for a theme in some places, and who has it from them."""
    those = f"{listed(names)}{_disadvantaged(disadvantaged, uncounted)}"
    return (
        f"{provider} is the only one known to provide for {topic(theme)} in {listed(places)}: "
        f"{those} {one_or_many(len(names), 'has', 'have')} nobody else for it."
    )


# Findings


def no_provider(
    place: str,
    themes: Sequence[str],
    schools: int,
    disadvantaged: int,
    uncounted: int,
    elsewhere: tuple[str, str],
    silent_about: int,
) -> Told:
    """What nobody provides for in a place; `elsewhere` a theme of it, and who provides for that."""
    sentence = nobody_provides(place, themes, schools, disadvantaged, uncounted)
    for_ = "it" if len(themes) == 1 else topic(elsewhere[0])
    consequence = f"Elsewhere here {elsewhere[1]} provides for {for_}: ask whether it could here."
    return sentence, consequence + _silent(silent_about, "somebody who does")


def one_provider(
    provider: str,
    theme: str,
    places: Sequence[str],
    names: Sequence[str],
    disadvantaged: int,
    uncounted: int,
    silent_about: int,
) -> Told:
    """Who alone provides for a theme, and what to agree on."""
    sentence = only_provider(provider, theme, places, names, disadvantaged, uncounted)
    consequence = "Ask now who would, if it could not go on."
    return sentence, consequence + _silent(silent_about, "another")


def lost_with_it(needs: Sequence[tuple[str, str]]) -> str:
    """What is to be added where a loss leaves needs, each a theme and a place, with nobody."""
    if not needs:
        return ""
    lost = listed([f"{topic(theme)} in {place}" for theme, place in needs])
    return f" With it would go all that is known to be provided for {lost}."


def _silent(count: int, whom: str) -> str:
    if count == 0:
        return ""
    organisations = counted(count, "organisation", "organisations")
    has = one_or_many(count, "has", "have")
    return f" {organisations} there {has} not answered in full and may have {whom}."


def _disadvantaged(count: int, uncounted: int) -> str:
    if count == 0:
        return ""
    at_least = "at least " if uncounted else ""
    pupils = one_or_many(count, "pupil", "pupils")
    return f" ({at_least}{number(count)} {pupils} eligible for free school meals)"


def _topics(themes: Sequence[str]) -> str:
    return listed([topic(theme) for theme in themes])
