"""What can go wrong, in words that tell the reader what to do next."""


class PartnermapError(Exception):
    """The root of every error this project raises on purpose; its text is fit to show a user."""

    code = "ERROR"


class BadInputError(PartnermapError):
    """What was given cannot be used as it is; the text names the place and the reason."""

    code = "BAD_INPUT"


class NotFoundError(PartnermapError):
    """Nothing is known under the name or code that was given."""

    code = "NOT_FOUND"


class RefusedError(PartnermapError):
    """The request was understood and declined: too large, not allowed, or in need of `--force`."""

    code = "REFUSED"


class FetchError(PartnermapError):
    """What another publishes could not be had, or was not what it should be."""

    code = "FETCH"


class StoreError(PartnermapError):
    """The store could not do what was asked of it."""

    code = "STORE"


class StoreUnavailableError(StoreError):
    """The store cannot be reached, or did not answer before the caller's deadline."""

    code = "UNAVAILABLE"
