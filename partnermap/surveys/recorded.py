"""The partnerships that answers may mean: those stored, and those that answers before it bring."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from partnermap.store.bolt import Store
from partnermap.store.rounds import Known, Part, read_known, read_parts
from partnermap.surveys.facts import Meant, Whole, may_be
from partnermap.vocabulary import PartnershipKind


@dataclass(slots=True)
class Recorded:
    """What is known of partnerships while answers are settled, one after the other."""

    _parts: defaultdict[str, list[Part]] = field(default_factory=lambda: defaultdict(list))
    """By organisation, its parts in partnerships."""
    _words: dict[str, tuple[str, str, tuple[str, ...]]] = field(default_factory=dict)
    """By partnership its name, kind and themes."""
    _known: dict[str, Known] = field(default_factory=dict)

    @classmethod
    async def of(cls, store: Store, organisations: Iterable[str]) -> "Recorded":
        """What the store knows of the parts of these organisations in partnerships."""
        found = cls()
        for part in await read_parts(store, organisations):
            found._parts[part.organisation].append(part)
            found._words[part.partnership] = (part.name, part.kind, part.themes)
        return found

    async def learn(self, store: Store, partnerships: Iterable[str]) -> None:
        """Read what the store knows of these partnerships."""
        self._known |= await read_known(store, set(partnerships))

    def parts(self, whole: Whole, respondent: str) -> Collection[Part]:
        """The parts in partnerships of all whom some rows are about."""
        sides = dict.fromkeys((respondent, *whole.partners))
        return [part for side in sides for part in self._parts.get(side, ())]

    @property
    def known(self) -> Mapping[str, Known]:
        """What is known of the partnerships that are stored, or that an answer brought."""
        return self._known

    def may_be(self, whole: Whole, respondent: str, round_id: str) -> list[str]:
        """The ids of the partnerships that some rows may be about."""
        return may_be(whole, respondent, round_id, self.parts(whole, respondent))

    def add(
        self, whole: Whole, meant: Meant, respondent: str, source: str, there: Collection[str]
    ) -> None:
        """Take in what an answer says of a partnership; `there` are the organisations known.

        A partnership of two is none before both of them are.
        """
        sides = [id_ for id_ in dict.fromkeys((respondent, *whole.partners)) if id_ in there]
        if meant.kind is PartnershipKind.BILATERAL and len(sides) < 2:
            return
        self._known.setdefault(meant.id, Known(meant.kind, set())).sources.add(source)
        words = self._words.setdefault(
            meant.id, (whole.name or "", meant.kind.value, tuple(sorted(whole.themes)))
        )
        for side in sides:
            if all(part.partnership != meant.id for part in self._parts[side]):
                self._parts[side].append(Part(side, meant.id, *words))
