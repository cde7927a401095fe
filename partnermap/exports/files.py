"""Files that are there whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from partnermap.errors import BadInputError


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A file to write beside, which takes its place once the block ends well.

    What stood there before stays until then. BadInputError where there can be no such file.
    """
    try:
        unfinished = path.with_name(f".{token_hex(8)}{path.suffix}")
        unfinished.touch(exist_ok=False)
        try:
            yield unfinished
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise BadInputError(f"{path} cannot be written: {error.strerror}.") from error
