"""A later edition made from an earlier one: some rows dropped, some changed, some corrupted."""

import csv
import io
import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Derived:
    """The bytes of the edition, and which rows met which fate, by URN."""

    content: bytes
    dropped: frozenset[str]
    changed: frozenset[str]
    corrupted: frozenset[str]


def derive(content: bytes, *, drop: int, change: int, corrupt: int, seed: int) -> Derived:
    """An edition of the establishments that differs from `content` in so many rows."""
    chance = random.Random(seed)
    header, *rows = csv.reader(io.StringIO(content.decode("cp1252"), newline=""))
    urn, name = header.index("URN"), header.index("EstablishmentName")
    chosen = chance.sample(range(len(rows)), drop + change + corrupt)
    dropped, changed = set(chosen[:drop]), set(chosen[drop : drop + change])
    corrupted = set(chosen[drop + change :])
    fate = [frozenset(rows[n][urn] for n in some) for some in (dropped, changed, corrupted)]
    kept = []
    for n, row in enumerate(rows):
        if n in dropped:
            continue
        if n in changed:
            row[header.index("Town")] = "Elsewhere"
            row[header.index("NumberOfPupils")] = "7"
        if n in corrupted:
            how = chance.randrange(4)
            if how == 0:
                row[urn] = f"#{row[urn]}"
            elif how == 1:
                row[header.index("OpenDate")] = "31-02-2018"
            elif how == 2:
                row[name:name] = ["one field too many", "or two"]
            else:
                del row[-3:]
        kept.append(row)
    text = io.StringIO()
    csv.writer(text).writerows([header, *kept])
    return Derived(text.getvalue().encode("cp1252"), *fate)
