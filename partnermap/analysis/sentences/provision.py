"""Needs that nobody provides for, or one organisation alone, in sentences."""

from collections.abc import Mapping, Sequence

from partnermap.analysis.sentences import Told
from partnermap.analysis.wording import counted, listed, number, one_or_many, topic


def nobody_provides(
    place: str, themes: Sequence[str], schools: int, disadvantaged: int, uncounted: int
) -> str:
    """What nobody is known to provide for in a place, and for how many of those heard there."""
    sentence = f"Nobody is known to provide for {_topics(themes)} in {place}"
    if schools == 0:
        return f"{sentence}."
    those = one_or_many(schools, "the only school", f"the {number(schools)} schools")
    meals = _pupils(0, disadvantaged, uncounted)
    return f"{sentence}, for {those} there that answered in full{meals}."


def only_provider(
    provider: str,
    needs: Mapping[str, Sequence[str]],
    names: Sequence[str],
    pupils: int,
    disadvantaged: int,
    uncounted: int,
    *,
    of_all: bool = True,
) -> str:
    """Who alone provides for something, and who has it from them.

    `needs` are the themes by place; `of_all` says that those have all of it from them.
    """
    lone = listed([f"{_topics(themes)} in {place}" for place, themes in needs.items()])
    sentence = f"{provider} is the only one known to provide for {lone}"
    if not names:
        return f"{sentence}."
    those = f"{listed(names)}{_pupils(pupils, disadvantaged, uncounted)}"
    has, it = one_or_many(len(names), "has", "have"), "it" if of_all else "some of it"
    return f"{sentence}: {those} {has} nobody else on record for {it}."


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
    return sentence, consequence + _silent(silent_about, "a provider")


def one_provider(
    provider: str,
    needs: Mapping[str, Sequence[str]],
    names: Sequence[str],
    pupils: int,
    disadvantaged: int,
    uncounted: int,
    silent_about: int,
    *,
    of_all: bool,
) -> Told:
    """Who alone provides for something, and what to agree on."""
    sentence = only_provider(
        provider, needs, names, pupils, disadvantaged, uncounted, of_all=of_all
    )
    return sentence, "Ask now who would, if it could not go on." + _silent(silent_about, "another")


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


def _pupils(pupils: int, disadvantaged: int, uncounted: int) -> str:
    """Of how many pupils it is, as far as that is known, and how many of them have free meals."""
    if disadvantaged == 0:
        return f" ({counted(pupils, 'pupil', 'pupils')})" if pupils else ""
    at_least = "at least " if uncounted else ""
    eligible = "eligible for free school meals"
    if pupils == 0:
        return f" ({at_least}{counted(disadvantaged, 'pupil', 'pupils')} {eligible})"
    some = f"{at_least}{number(disadvantaged)} of them {eligible}"
    return f" ({counted(pupils, 'pupil', 'pupils')}, {some})"


def _topics(themes: Sequence[str]) -> str:
    return listed([topic(theme) for theme in themes])
