"""One edition of a publication after parsing: its facts, what it mentions, what it got wrong."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from partnermap.imports.report import Problem
from partnermap.imports.table import Table
from partnermap.model.facts import Fact

Key = tuple[str | None, ...]
"""The parts of a row's key; None for a part that could not be read."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that cannot be used, and what of its identity could still be read."""

    problems: tuple[Problem, ...]
    key: Key
    name: str | None
    """The name of what the row is about, if it gives one."""


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything one file says."""

    rows: tuple[Fact, ...]
    """One fact for each row that is kept; the parts of its key are joined by `/`."""
    mentions: tuple[Fact, ...] = ()
    """What the rows together say of the wholes they name; the key of each is the thing's id."""
    rejected: tuple[Rejected, ...] = ()
    repeats: int = 0
    """Rows that say exactly what an earlier row says."""
    warnings: tuple[str, ...] = ()
    whole: bool = True
    """False where it only adds to what its source says, and ends nothing."""
    in_doubt: tuple[Fact, ...] = ()
    """Those of the rejected rows that are kept until somebody says whom they name."""


def edition(
    table: Table, rows: Iterable[Fact], mentions: Iterable[Fact], rejected: Iterable[Rejected]
) -> Edition:
    """The edition these rows make. Rows of one key that disagree are all rejected."""
    kept: dict[str, Fact] = {}
    disputed: dict[str, list[Fact]] = {}
    repeats = 0
    for fact in rows:
        first = kept.setdefault(fact.key, fact)
        if first is fact:
            continue
        if (first.things, first.ties) == (fact.things, fact.ties):
            repeats += 1
        else:
            disputed.setdefault(fact.key, [first]).append(fact)
    refused = list(rejected)
    for key, facts in disputed.items():
        del kept[key]
        refused += [_disagrees(fact, facts) for fact in facts]
    warnings = []
    if table.damaged:
        warnings.append(
            f"{table.damaged} lines hold a character (\ufffd) that was lost before the file came "
            "here; names with it are kept as they are."
        )
    return Edition(tuple(kept.values()), tuple(mentions), tuple(refused), repeats, tuple(warnings))


def _disagrees(fact: Fact, facts: Sequence[Fact]) -> Rejected:
    other = next(f for f in facts if f is not fact)
    reason = f"line {other.line} is about the same and says something else"
    problem = Problem(fact.line, None, fact.key, reason)
    return Rejected((problem,), tuple(fact.key.split("/")), None)


def is_mention(key: str) -> bool:
    """Whether a key is that of a mention, which is an id, and not that of a row."""
    return ":" in key and "/" not in key
