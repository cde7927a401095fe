"""The columns of a list of community organisations, and of the sheet of its doubtful rows.

Columns are found by name, in any order; only `name` must be there.

`name`
    The organisation's name, at most 200 characters.
`sector`
    What it does, in your own words.
`charity number`, `company number`
    As the registers write them: 1234567, SC012345 or NI101234; eight characters for a company.
`street`, `town`, `postcode`
    Where it is.
`local authority`
    Its code of three digits, `la:892`, or its name as the register has it.
`opened`
    When it began: a day, a month (2013-09) or a year.

A number decides which organisation a row is about; without one its name and place do, within the
list.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

from partnermap.imports import values
from partnermap.imports.partnerships import charity_number
from partnermap.model.names import NAME_LENGTH
from partnermap.surveys.layout import SETTLED, Heading

_POSTCODE: Final = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})\Z", re.ASCII)


def _short(read: Callable[[str], str | None]) -> Callable[[str], str | None]:
    """`read`, for words of at most so many characters as a name may have."""

    def convert(text: str) -> str | None:
        value = read(text)
        if value and len(value) > NAME_LENGTH:
            raise ValueError(f"it is longer than {NAME_LENGTH} characters")
        return value

    return convert


def postcode(text: str) -> str | None:
    """A postcode in upper case, with the space before its last three characters."""
    value = values.words(text)
    if value is None:
        return None
    match = _POSTCODE.match(value.upper())
    if match is None:
        raise ValueError("it is not a postcode such as LS1 4AP")
    return f"{match[1]} {match[2]}"


_words = _short(values.words)

DESCRIBED: Final[Mapping[str, Heading]] = {
    "name": Heading(
        "name", ("organisation", "organisation name"), values.filled(_short(values.name)), width=44
    ),
    "sector": Heading("sector", ("what they do",), _words, width=24),
    "charityNumber": Heading(
        "charity number", ("charity_number", "charity no", "charity"), charity_number
    ),
    "companyNumber": Heading(
        "company number", ("company_number", "company no", "company"), values.company_number
    ),
    "street": Heading("street", ("address",), _words, width=30),
    "town": Heading("town", ("town or village",), _words, width=22),
    "postcode": Heading("postcode", ("post code",), postcode, width=12),
    "la": Heading("local authority", ("local_authority", "la"), _words, width=24),
    "opened": Heading("opened", ("since", "founded"), values.moment, width=12),
}
"""What a list says of an organisation, in order."""
_LISTED: Final = {"day": Heading("Listed on (leave as it is)", ("listed on",), values.day)}

COLUMNS: Final[Mapping[str, Heading]] = {
    "chosen": SETTLED["chosen"],
    "reason": SETTLED["reason"],
    **DESCRIBED,
    "from": SETTLED["from"],
    "key": SETTLED["key"],
    **_LISTED,
}
"""The columns of the sheet of doubtful rows, which a list may have too."""
