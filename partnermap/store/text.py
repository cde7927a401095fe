"""Statements being written, and how they say what held on the day that they are about."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from partnermap.model.dates import OPEN
from partnermap.scope import Access
from partnermap.selection import Request
from partnermap.store.building import Builder
from partnermap.store.changes import VERSIONED
from partnermap.vocabulary import Kind

Getter = Callable[[Request], Any]

DESCRIBED = {*(kind.value for kind in Kind), *VERSIONED}
"""Labels of whose nodes the store keeps how they were described before."""


@dataclass(slots=True)
class Text:
    """A statement being written: fresh variables, and parameters with their sources."""

    as_of: bool
    access: Access
    arguments: tuple[Mapping[str, Any], ...]
    """The arguments of the request at hand: their form shapes the text, their values do not."""
    getters: dict[str, Getter] = field(default_factory=dict)
    builder: Builder = field(default_factory=Builder)
    period: bool = False
    """With `as_of`: whether it is about all days from `$since` to `$asOf`, not that one alone."""
    _numbers: Iterator[int] = field(default_factory=count)

    def today(self) -> "Text":
        """The same statement, where ties are taken as they stand now."""
        return replace(self, as_of=False)

    def variable(self, letter: str) -> str:
        """A variable nothing else uses."""
        return f"{letter}{next(self._numbers)}"

    def parameter(self, getter: Getter) -> str:
        """A parameter whose value `getter` finds in each request."""
        name = self.variable("v")
        self.getters[name] = getter
        return f"${name}"

    def values(self) -> dict[str, Any]:
        """The value of each parameter, where nothing but the viewer's access is asked with."""
        request = Request((), self.access)
        return {name: get(request) for name, get in self.getters.items()}


def where_clause(conditions: Sequence[str]) -> str:
    """What follows a pattern that is under some conditions, or under none."""
    return f" WHERE {' AND '.join(conditions)}" if conditions else ""


def held(text: Text, variable: str) -> str:
    """That a node existed, or a tie held, on the day asked about; without one, that it goes on.

    What may have held counts as held: spans store the widest bounds their dates allow. Of a
    period, one day of it is enough.
    """
    if text.as_of:
        first = "$since" if text.period else "$asOf"
        return f"{variable}.since <= $asOf AND {variable}.until >= {first}"
    return f"{variable}.until = '{OPEN}'"


def lasted(tie: str, thing: str) -> str:
    """That a tie to something goes on, or held to the end of what has ended."""
    return f"{tie}.until >= {thing}.until"


def wording(text: Text, variable: str, names: Iterable[str]) -> str:
    """What holds some properties of a node as it was described on the day asked about.

    Of a period that is its last day.
    """
    if not text.as_of:
        return variable
    v = text.variable("n")
    read = ", ".join(f".{name}" for name in dict.fromkeys(names))
    then = held(replace(text, period=False), v)
    earlier = f"[({variable})-[:WAS]->({v}:Version) WHERE {then} | {v}{{{read}}}]"
    return f"coalesce({earlier}[0], {variable}{{{read}}})"


def described(text: Text, label: str, variable: str, expression: str, then: str | None) -> str:
    """An expression of a node's properties as they were on the day asked about, if one was.

    `then` is the expression to use of a day, if that is another.
    """
    if not text.as_of or label not in DESCRIBED:
        return expression.format(n=variable, w=variable)
    expression = then or expression
    names = properties_in(expression, "{w}")
    if not names:
        return expression.format(n=variable)
    w = text.variable("m")
    read = expression.format(n=variable, w=w)
    return f"[{w} IN [{wording(text, variable, names)}] | {read}][0]"


def properties_in(cypher: str, variable: str) -> list[str]:
    """The names of the properties that some Cypher reads of a variable."""
    return list(dict.fromkeys(re.findall(rf"{re.escape(variable)}\.(\w+)", cypher)))


def may_have_held(text: Text, variable: str) -> str:
    """Whether the dates leave it open that a tie held on the day asked about.

    Of a period that is its last day: what was over by then surely did not hold.
    """
    if not text.as_of:
        return "false"
    v = variable
    open_ = (
        f"({v}.since = '0001-01-01' OR coalesce({v}.sinceBy, {v}.since) > $asOf "
        f"OR coalesce({v}.untilFrom, {v}.until) < $asOf)"
    )
    return f"({v}.until >= $asOf AND {open_})" if text.period else open_


def changed(variable: str) -> str:
    """That something may have begun or ended between the two days of a period.

    What began did so after `$since` and by `$asOf`; of what ended that was not yet over on
    `$since`, and was on `$asOf`.
    """
    v = variable
    return (
        f"({v}.since <= $asOf AND coalesce({v}.sinceBy, {v}.since) > $since "
        f"OR coalesce({v}.untilFrom, {v}.until) < $asOf AND {v}.until >= $since)"
    )
