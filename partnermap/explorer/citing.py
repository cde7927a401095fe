"""The form that keeps a finding as it is now, so that it can be cited and found again."""

from partnermap.explorer.fields import Sheet
from partnermap.explorer.tasks import Task


class Citing(Sheet):
    """A finding that is kept."""


TASKS = (
    Task(
        "/manage/cite/{id:path}", "cite", "Keep a finding as it is now", "Keep it", Citing,
        lambda _, at: {"id": at["id"]}, "The finding is kept.", "/finding/{id}",
        hint="Data change, and findings with them. What is kept stays under an address of its "
        "own, with all that it was worked out from, and can be cited in a report or a paper.",
    ),
)  # fmt: skip
"""The form."""
