"""What the rows of a file say together of the organisations they name."""

from collections import Counter

from partnermap.model.dates import Span
from partnermap.model.facts import Fact, Thing, Value
from partnermap.vocabulary import Kind, Scheme

Said = tuple[tuple[str, Value], ...]
"""Names of properties with their values; None where a row is silent."""

_IDENTIFYING = {
    "gssCode": Scheme.GSS,
    "companyNumber": Scheme.COMPANY,
    "ukprn": Scheme.UKPRN,
    "providerCode": Scheme.ITT,
}
"""Properties that identify an organisation beside its id."""


class Mentions:
    """Gathers what rows say of an organisation into one fact about it.

    Where rows differ, the most frequent value counts, and of equally frequent ones the first.
    """

    def __init__(self) -> None:
        self._said: dict[str, Counter[tuple[Kind, Said, Span]]] = {}
        self._lines: dict[str, int] = {}

    def add(self, line: int, id_: str, kind: Kind, said: Said, span: Span) -> None:
        """Note what one row says of an organisation."""
        if id_ not in self._said:
            self._said[id_] = Counter()
            self._lines[id_] = line
        self._said[id_][kind, said, span] += 1

    def facts(self) -> list[Fact]:
        """One fact for each organisation, in the order of their first mention."""
        return [
            Fact(id_, self._lines[id_], (_thing(id_, said),)) for id_, said in self._said.items()
        ]


def _thing(id_: str, said: Counter[tuple[Kind, Said, Span]]) -> Thing:
    kinds: Counter[Kind] = Counter()
    spans: Counter[Span] = Counter()
    values: dict[str, Counter[Value]] = {}
    for (kind, pairs, span), times in said.items():
        kinds[kind] += times
        spans[span] += times
        for key, value in pairs:
            if value is not None:
                values.setdefault(key, Counter())[value] += times
    properties = {key: counts.most_common(1)[0][0] for key, counts in values.items()}
    identifiers = tuple(
        f"{scheme}:{properties[key]}" for key, scheme in _IDENTIFYING.items() if key in properties
    )
    kind, span = kinds.most_common(1)[0][0], spans.most_common(1)[0][0]
    return Thing(id_, kind, properties, span, identifiers)
