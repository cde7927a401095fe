"""The form of what people write: names, dates, numbers; every fault is told with its place."""

from collections.abc import Callable
from datetime import date

from partnermap.edits.outcome import Code, NotMadeError, Outcome, Trouble
from partnermap.model.dates import Span, When
from partnermap.model.names import NAME_LENGTH, unseen

FIRST_YEAR, LAST_YEAR = 1800, 2200


class Check:
    """Reads values one by one and gathers what is wrong with them."""

    def __init__(self) -> None:
        self.troubles: list[Trouble] = []

    def wrong(self, message: str, *path: str) -> None:
        """Note that what stands at `path` cannot be used."""
        self.troubles.append(Trouble(Code.INVALID, message, path))

    def passed(self) -> None:
        """End the edit here if anything was wrong."""
        if self.troubles:
            raise NotMadeError(Outcome(troubles=tuple(self.troubles)))

    def name(self, text: str, *path: str, longest: int = NAME_LENGTH) -> str:
        """A name, its spaces made single."""
        if unseen(text):
            self.wrong("It holds marks that cannot be seen; type it anew without them.", *path)
            return ""
        name = " ".join(text.split())
        if not name:
            self.wrong("It must not be empty.", *path)
        elif len(name) > longest:
            self.wrong(
                f"It has {len(name):,} characters, and {longest} is the most: shorten it.",
                *path,
            )
        return name

    def when(self, text: str | None, *path: str) -> When | None:
        """A date written as a year, a month or a day; None where none is given."""
        if text is None:
            return None
        try:
            when = When.parse(text)
        except ValueError:
            self.wrong("It is not a year (2021), a month (2021-09) or a day (2021-09-01).", *path)
            return None
        if not FIRST_YEAR <= date.fromisoformat(when.earliest).year <= LAST_YEAR:
            self.wrong(f"The year must lie between {FIRST_YEAR} and {LAST_YEAR}.", *path)
            return None
        return when

    def span(self, first: str | None, last: str | None, *paths: tuple[str, ...]) -> Span:
        """From when until when, the places of both following; the end must not come first."""
        start, end = self.when(first, *paths[0]), self.when(last, *paths[1])
        if start and end and end.latest < start.earliest:
            self.wrong(f"It lies before {first}, when it began.", *paths[1])
        return Span(start, end)

    def coded(self, read: Callable[[str], str | None], text: str | None, *path: str) -> str | None:
        """A code in full form, read by one of the readers of imported cells."""
        if text is None:
            return None
        try:
            return read(text)
        except ValueError as error:
            self.wrong(f"{str(error)[0].upper()}{str(error)[1:]}.", *path)
            return None
