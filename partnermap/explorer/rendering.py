"""Rendering: from a template and an answer to HTML, with all that is told written harmlessly."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from partnermap import __version__
from partnermap.explorer import dates
from partnermap.explorer.address import LINKS, address_of_hit, organisation_address
from partnermap.explorer.phrases import GOAL_STATES

_SPREAD = re.compile(r"\.\.\.(\w+)")
_HELD = re.compile(r"^fragment (\w+)", re.MULTILINE)
_INITIALS = {"SEND"}
"""Terms that are read letter by letter, or would be another word in small letters."""


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("partnermap.explorer"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = number
    environment.filters["many"] = many
    environment.filters["words"] = words
    environment.filters["initial"] = initial
    environment.filters["day"] = dates.day
    environment.filters["when"] = dates.when
    environment.filters["span"] = dates.span
    environment.filters["linked"] = linked
    environment.globals["address_of"] = organisation_address
    environment.globals["address_of_hit"] = address_of_hit
    environment.globals["links"] = LINKS
    environment.globals["goal_states"] = GOAL_STATES
    environment.globals["version"] = __version__
    return environment


def render(template: str, **told: Any) -> str:
    """A template filled with what is told."""
    return _environment().get_template(template).render(**told)


@cache
def query_text(name: str) -> str:
    """The documented query behind a page, whole: with the fragments that it shares with others."""
    return with_fragments(_query(name))


def with_fragments(query: str) -> str:
    """A query with those of the shared fragments after it that it spreads and does not hold."""
    held = set(_HELD.findall(query))
    while missing := [name for name in _SPREAD.findall(query) if name not in held]:
        query += "\n" + _query(f"fragments/{missing[0]}")
        held.add(missing[0])
    return query


def _query(name: str) -> str:
    folder = files("partnermap.explorer") / "queries"
    return (folder / f"{name}.graphql").read_text(encoding="utf-8")


def number(value: float | None) -> str:
    """A number as it is read: `1,234`, `0.5`; of none, a dash."""
    if value is None:
        return "–"
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:,.0f}" if abs(value) >= 1_000 else f"{value:.3g}"


def amount(value: float, unit: str | None) -> str:
    """A value with its unit, as it is read: `94.2%`, `4 weeks`, `1,234.5`."""
    text = f"{value:,.4f}".rstrip("0").rstrip(".")
    if unit is None:
        return text
    return f"{text}%" if unit == "%" else f"{text} {unit}"


def many(count: int, one: str, more: str = "") -> str:
    """How many of something, in words that agree: `1 school`, `1,234 schools`."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"


def words(term: str) -> str:
    """A term as a reader says it: `LOCAL_AUTHORITY` is `local authority`, `lowAge` `low age`."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", term).replace("_", " ")
    return term if term in _INITIALS else spaced.lower()


def initial(text: str) -> str:
    """A text that begins with a capital, and is otherwise as it was."""
    return text[:1].upper() + text[1:]


def linked(sentence: str, about: Iterable[str], names: Mapping[str, str]) -> Markup:
    """A sentence in which the names of what it is about lead to their pages, each once."""
    ids = {names[id_]: id_ for id_ in about if id_ in names}
    if not ids:
        return escape(sentence)
    longest_first = sorted(ids, key=lambda name: -len(name))
    parts = re.split(f"({'|'.join(map(re.escape, longest_first))})", sentence)
    link = Markup('<a href="{}">{}</a>')
    return Markup().join(
        link.format(organisation_address(ids.pop(part)), part) if part in ids else part
        for part in parts
    )
