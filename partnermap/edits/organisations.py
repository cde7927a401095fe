"""Community organisations added by hand, after a look at those that may be the same."""

from dataclasses import dataclass

from partnermap.edits.once import EDITS, Edit
from partnermap.edits.outcome import Code, NotMadeError, Outcome, Trouble
from partnermap.edits.rights import check_recorder, not_found
from partnermap.edits.words import Check
from partnermap.imports import values
from partnermap.imports.introduced import introduced as organisation
from partnermap.imports.partnerships import charity_number
from partnermap.model.dates import Span
from partnermap.model.facts import Fact, Thing, Tie, Value
from partnermap.model.keys import digest
from partnermap.model.names import fold
from partnermap.store import edits
from partnermap.vocabulary import Kind, TieKind

_PLACES = {"localAuthority": TieKind.IN_LA, "diocese": TieKind.IN_DIOCESE}


@dataclass(frozen=True, slots=True)
class Introduced:
    """A community organisation as it was written; places are ids."""

    name: str
    charity_number: str | None = None
    company_number: str | None = None
    sector: str | None = None
    local_authority: str | None = None
    diocese: str | None = None
    street: str | None = None
    town: str | None = None
    postcode: str | None = None
    easting: int | None = None
    northing: int | None = None
    opened: str | None = None


async def add(edit: Edit, introduced: Introduced, *, even_so: bool) -> Outcome:
    """Add a community organisation, unless it seems to be known: then those known are offered.

    It seems to be known where its number is, or its name in the same place. `even_so` adds it
    beside others of its name; a number stands for one organisation always.
    """
    thing = _read(edit, introduced, even_so=even_so)
    places = {
        name: id_
        for name, id_ in (
            ("localAuthority", introduced.local_authority),
            ("diocese", introduced.diocese),
        )
        if id_
    }
    found = await edit.parties(places.values())
    for name, id_ in places.items():
        kind = Kind.LOCAL_AUTHORITY if name == "localAuthority" else Kind.DIOCESE
        if id_ not in found or found[id_].kind != kind:
            raise not_found(kind.name.replace("_", " ").lower(), id_, "input", name)
    check_recorder(edit.access, found.values(), "input")
    postcode = thing.properties.get("postcode")
    numbered, named = await edits.alike(
        edit.transaction.run,
        [thing.id, *thing.identifiers],
        fold(introduced.name),
        list(places.values()),
        str(postcode) if postcode else None,
    )
    if numbered:
        raise _offered(numbered, "It is known by this number already; use the one that is there.")
    if named and not even_so:
        raise _offered(
            named,
            "There is one of this name here already; use it, or say `evenSo: true` if this is "
            "another.",
        )
    ties = tuple(Tie(_PLACES[name], thing.id, id_) for name, id_ in places.items())
    ground = await edit.ground([thing.id])
    fact = Fact(thing.id, 0, (thing,), ties)
    await edit.say(ground, [(f"{EDITS}{edit.access.subject}", fact)])
    return Outcome(thing.id, created=True)


def _offered(candidates: list[str], message: str) -> NotMadeError:
    trouble = Trouble(Code.DUPLICATE, message, ("input",))
    return NotMadeError(Outcome(troubles=(trouble,), candidates=tuple(candidates)))


def _read(edit: Edit, introduced: Introduced, *, even_so: bool) -> Thing:
    """The organisation, found to be in order; its number, where it has one, is its id."""
    check = Check()
    name = check.name(introduced.name, "input", "name")
    charity = check.coded(charity_number, introduced.charity_number, "input", "charityNumber")
    company = check.coded(
        values.company_number, introduced.company_number, "input", "companyNumber"
    )
    texts = {
        key: check.name(text, "input", key)
        for key, text in (
            ("sector", introduced.sector),
            ("street", introduced.street),
            ("town", introduced.town),
            ("postcode", introduced.postcode),
        )
        if text is not None
    }
    if "postcode" in texts:
        texts["postcode"] = texts["postcode"].upper()
    for axis in ("easting", "northing"):
        metres = getattr(introduced, axis)
        if metres is not None and not 0 < metres < 1_300_000:
            check.wrong("It is not in metres on the British National Grid.", "input", axis)
    opened = check.when(introduced.opened, "input", "opened")
    check.passed()
    # Another of the same name and hand must be told from the first, be it in the same place.
    place = (introduced.local_authority, introduced.diocese, texts.get("postcode"))
    besides = edit.asked.write if even_so else ""
    own_id = f"org:{digest(edit.access.subject, fold(name), *map(str, place), besides)}"
    properties: dict[str, Value] = {
        "name": name,
        "charityNumber": charity,
        "companyNumber": company,
        "easting": introduced.easting,
        "northing": introduced.northing,
        **texts,
    }
    return organisation(own_id, properties, Span(opened))
