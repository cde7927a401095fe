"""What is told to those who watch: that the data changed, and how far an import has come."""

import datetime
from typing import Self

import strawberry

from partnermap.api.types import enums  # noqa: F401 - makes the vocabulary known to the schema
from partnermap.api.types.fields import stored
from partnermap.store.progress import Progress
from partnermap.vocabulary import ImportState


@strawberry.type(description="That the data is another than it was, or what it is at first.")
class DataChange:
    """That the data changed."""

    data_version: int = stored("The data version at which the change was seen.")


@strawberry.type(description="What became of the rows of an import.")
class ImportCounts:
    """What became of the rows of an import."""

    rows: int = stored("Rows in the file: the sum of the five counts that follow.")
    created: int = stored("Rows that said something new.")
    changed: int = stored("Rows that say something else than before.")
    unchanged: int = stored("Rows that say what was known.")
    rejected: int = stored("Rows that cannot be used.")
    pending: int = stored("Rows kept whose tie waits for an organisation that is not known yet.")
    ended: int = stored("Rows of earlier editions that this one no longer says.")


@strawberry.type(description="How far an import has come.")
class ImportProgress:
    """How far an import has come."""

    id: strawberry.ID = stored("The import's id.")
    source: str = stored("The id of the source that the file is an edition of.")
    source_name: str = stored("The source's name.")
    file: str = stored("The file's name.")
    published: datetime.date = stored("The day the edition was published.")
    state: ImportState = stored("How it stands.")
    done: int = stored("How many facts have been written.")
    total: int | None = stored("How many there are to write; null while the file is checked.")
    counts: ImportCounts | None = stored("What became of its rows; null until it is complete.")

    @classmethod
    def of(cls, progress: Progress) -> Self:
        """The progress as it is told."""
        return cls(
            id=strawberry.ID(progress.id),
            source=progress.source,
            source_name=progress.name,
            file=progress.file,
            published=progress.published,
            state=progress.state,
            done=progress.done,
            total=progress.total,
            counts=ImportCounts(**progress.counts) if progress.counts else None,
        )
