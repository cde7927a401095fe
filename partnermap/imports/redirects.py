"""Organisations merged into others: what was said of one is read as said of the other.

The facts keep their own words, so that a merger can be undone.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from partnermap.imports.facts import Said
from partnermap.model.facts import Fact, Thing, Tie

Redirects = Mapping[str, str]
"""From the id an organisation had to the id of what it has become, however often it was merged."""


def followed(direct: Mapping[str, str]) -> dict[str, str]:
    """Redirects from single mergers, each followed to its end."""
    ends = {}
    for id_ in direct:
        end = id_
        while end in direct:
            end = direct[end]
        ends[id_] = end
    return ends


def redirected(facts: Collection[Said], redirects: Redirects) -> Collection[Said]:
    """What the facts say once mergers are followed."""
    if not redirects:
        return facts
    return [part for said in facts for part in _parts(said, redirects)]


def _parts(said: Said, redirects: Redirects) -> Iterable[Said]:
    """A fact as it stands; or what it says of merged organisations apart from the rest.

    What was said of an organisation that was merged is believed least of all, so that it fills the
    gaps of what is known of the one that was kept, and never overrides it.
    """
    things, ties = said.fact.things, said.fact.ties
    moved_things = [thing for thing in things if thing.id in redirects]
    moved_ties = [tie for tie in ties if tie.start in redirects or tie.end in redirects]
    if not moved_things and not moved_ties:
        return [said]
    rest = replace(
        said.fact,
        things=tuple(thing for thing in things if thing.id not in redirects),
        ties=tuple(tie for tie in ties if tie not in moved_ties),
    )
    moved = _moved(said.fact, moved_things, moved_ties, redirects)
    return [replace(said, fact=rest), replace(said, source=f"{said.source}, merged", fact=moved)]


def _moved(fact: Fact, things: Iterable[Thing], ties: Iterable[Tie], redirects: Redirects) -> Fact:
    now = redirects.get
    ties = (replace(t, start=now(t.start, t.start), end=now(t.end, t.end)) for t in ties)
    return replace(
        fact,
        things=tuple(replace(thing, id=redirects[thing.id]) for thing in things),
        # Of two that were tied to each other no tie is left.
        ties=tuple(tie for tie in ties if tie.start != tie.end),
    )
