"""The fields of forms: what can be typed or chosen, and how an organisation is named."""

import re
import secrets
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, NamedTuple

from starlette.datastructures import FormData
from wtforms import (  # type: ignore[attr-defined]  # the stubs know no SelectChoice yet
    DateField,
    Field,
    FieldList,
    Form,
    FormField,
    HiddenField,
    RadioField,
    SelectChoice,
    StringField,
)
from wtforms import SelectMultipleField as Several
from wtforms.utils import unset_value
from wtforms.validators import InputRequired, Length
from wtforms.validators import Optional as MayBeEmpty
from wtforms.widgets import CheckboxInput, ListWidget

from partnermap.explorer.rendering import initial, words
from partnermap.model.names import NAME_LENGTH

WHEN = "A year (2021), a month (2021-09) or a day (2021-09-01)."
_ID = re.compile(r"(?:urn|uid|la|diocese|charity|company|org|group):\S+\Z")
_KEY = re.compile(r"[\w-]{20,64}\Z", re.ASCII)

Search = Callable[[str], Awaitable[Sequence[Mapping[str, Any]]]]
"""Finds the organisations that a text may mean, the likeliest first, as `search` answers."""


class Fault(NamedTuple):
    """Something wrong with a field: what leads to it, its name, and what to do."""

    anchor: str
    label: str
    message: str


class Whom(StringField):
    """An organisation, named as people name it; where several may be meant, one is chosen."""

    meant: str | None = None
    """The id of whom it means, once that is clear."""
    candidates: Sequence[Mapping[str, Any]] = ()

    def process(
        self,
        formdata: Any,
        data: Any = unset_value,
        extra_filters: Any = None,
    ) -> None:
        """Read what was typed, and which candidate was chosen for these very words."""
        super().process(formdata, data, extra_filters)
        self.data = (self.data or "").strip()
        if isinstance(formdata, FormData) and formdata.get(f"{self.name}-was") == self.data:
            self.meant = str(formdata.get(f"{self.name}-is", "")) or None
        elif is_id(self.data):
            self.meant = self.data

    async def settle(self, search: Search) -> None:
        """Find out whom it means, or say what stands in the way."""
        if not self.data or self.meant:
            return
        hits = await search(self.data)
        same = [hit for hit in hits if hit["score"] == 1]
        if len(same) == 1:
            self.meant = same[0]["organisation"]["id"]
        elif hits:
            self.candidates = hits
            blame(self, "Say which one you mean.")
        else:
            blame(
                self,
                "Nothing is known under this name. Try fewer words of it, or its code, such as "
                "urn:100000.",
            )


class Day(DateField):
    """A day; one that an address gives is read as one that was typed."""

    def process_data(self, value: Any) -> None:
        """Take the day that is to stand there; what an address gives and is none is left out."""
        if isinstance(value, str):
            try:
                value = date.fromisoformat(value)
            except ValueError:
                value = None
        super().process_data(value)


class Ticks(Several):
    """Any of several, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class Sheet(Form):
    """A form that asks for one change, once however often it is sent."""

    key = HiddenField()
    alike: Mapping[str, str] = {}
    """By their ids the names of those that are on record already and may be meant."""
    first: ClassVar[Sequence[str]] = ()
    """The names of the fields that are asked for before the others."""
    takes_file: ClassVar[bool] = False
    """Whether a file can be chosen; its text is what its field holds then."""

    def ordered(self) -> list[Field]:
        """The fields in the order in which they are asked for."""
        return [
            *(self[name] for name in self.first),
            *(field for field in self if field.name not in self.first),
        ]

    def fit(self, record: Mapping[str, Any]) -> None:
        """Offer what can be chosen for the record that the form is about."""

    @property
    def barren(self) -> bool:
        """Whether something must be chosen and there is nothing to choose from."""
        return any(isinstance(field, RadioField) and not field.choices for field in self)

    def renew(self) -> None:
        """Take a key of its own for what is sent next."""
        self.key.data = secrets.token_urlsafe(24)

    def keyed(self) -> str:
        """The key; a new one for what none of our pages would send."""
        if not _KEY.match(self.key.data or ""):
            self.renew()
        return str(self.key.data)

    async def check(self, search: Search) -> bool:
        """Whether all is filled in, and clear whom it names."""
        passed = self.validate()
        for field in leaves(self):
            if isinstance(field, Whom) and not field.errors:
                await field.settle(search)
                passed &= not field.errors
        return passed

    def faults(self) -> list[Fault]:
        """What is wrong, in the order of the fields."""
        return [
            Fault(anchor(field), field.label.text, str(error))
            for field in leaves(self.ordered())
            for error in field.errors
            if isinstance(error, str)
        ]


def leaves(fields: Iterable[Field]) -> Iterator[Field]:
    """The fields that are filled in, those within others included."""
    for field in fields:
        if isinstance(field, FieldList | FormField):
            yield from leaves(field)
        else:
            yield field


def anchor(field: Field) -> str:
    """The id of the first thing of a field that can be focused."""
    return f"{field.id}-0" if field.type in ("Ticks", "RadioField", "FieldList") else field.id


def is_id(text: str) -> bool:
    """Whether a text has the form of an organisation's id."""
    return bool(_ID.match(text))


def blame(field: Field, message: str) -> None:
    """Say of a field that something is wrong with it."""
    field.errors = [*field.errors, message]


def name(label: str, *, hint: str = "", longest: int = NAME_LENGTH) -> StringField:
    """A text that must be filled in."""
    checks = [
        InputRequired(f"{label} is missing: fill it in."),
        Length(max=longest, message=f"{label} may have %(max)d characters: shorten it."),
    ]
    return StringField(label, checks, filters=[stripped], description=hint)


def text(label: str, hint: str = "") -> StringField:
    """A text that may be left empty."""
    return StringField(label, filters=[stripped], description=hint)


def whom(
    label: str, *, needed: bool = True, hint: str = "Its name, or its code, such as urn:100000."
) -> Whom:
    """An organisation."""
    checks = [InputRequired("Type a name or a code.")] if needed else []
    return Whom(label, checks, description=hint)


def day(label: str, hint: str = "") -> Day:
    """A day that may be left empty."""
    return Day(label, [MayBeEmpty()], description=hint)


def stripped(value: str | None) -> str | None:
    """What was typed without spaces around it; None for nothing."""
    return (value or "").strip() or None


def choices(terms: type[StrEnum], nothing: str | None = None) -> Any:
    """The terms of a vocabulary to choose from, and first of all nothing, if that may be."""
    named = [(term.value, initial(words(term.value))) for term in terms]
    return offered([("", nothing), *named] if nothing is not None else named)


def offered(pairs: Iterable[tuple[str, str]]) -> Any:
    """What can be chosen: each as it is sent, and as it is told."""
    return [SelectChoice(value, label) for value, label in pairs]


def said(field: Field) -> str:
    """What a field says, in words."""
    if isinstance(field, FieldList):
        return ", ".join(filter(None, map(said, leaves(field))))
    given = field.data if isinstance(field.data, list) else [field.data]
    labels = {each.value: each.label for each in getattr(field, "choices", None) or ()}
    return ", ".join(str(labels.get(value, value)) for value in given if value)
