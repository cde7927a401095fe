"""What-ifs: what is supposed, and what comes of it."""

from collections.abc import Callable, Sequence
from typing import Any

import strawberry
from strawberry import UNSET

from partnermap.analysis.supposing import effects as told
from partnermap.analysis.supposing.consequences import Snapshot
from partnermap.analysis.supposing.whatif import Supposed
from partnermap.api.studies import Studied
from partnermap.api.types.analysis import Analysis, Finding
from partnermap.api.types.fields import stored
from partnermap.model import findings
from partnermap.vocabulary import PartnershipKind, Theme


def _either(description: str) -> Any:
    return strawberry.field(default=UNSET, description=description)


@strawberry.input(description="A trust that becomes part of another.")
class MergeInput:
    """A trust that becomes part of another."""

    trust: strawberry.ID = stored("The trust that is no more; its schools and partnerships pass.")
    into: strawberry.ID = stored("The trust that they pass to.")


@strawberry.input(description="A school that passes to another trust.")
class MoveInput:
    """A school that passes to another trust."""

    school: strawberry.ID = stored("The school.")
    trust: strawberry.ID | None = strawberry.field(
        default=None, description="The trust that it passes to; null: it is in none."
    )


@strawberry.input(description="A partnership that begins.")
class BeginInput:
    """A partnership that begins."""

    members: list[strawberry.ID] = stored("Who is in it: two or more, at most 500.")
    name: str = strawberry.field(
        default="",
        description="Its name, of at most 200 characters; without one that of its members.",
    )
    kind: PartnershipKind = strawberry.field(
        default=PartnershipKind.BILATERAL, description="What form it takes."
    )
    themes: list[Theme] = strawberry.field(default_factory=list, description="What it works on.")


@strawberry.input(one_of=True, description="One change that a what-if supposes.")
class SupposedInput:
    """One change that a what-if supposes."""

    leave: strawberry.ID | None = _either("An organisation that is no longer there.")
    merge: MergeInput | None = _either("A trust that becomes part of another.")
    move: MoveInput | None = _either("A school that passes to another trust, or to none.")
    begin: BeginInput | None = _either("A partnership that begins.")
    end: strawberry.ID | None = _either("A partnership that ends.")


@strawberry.type(description="One thing that would not be the same; the last: all that would.")
class Effect:
    """One thing that would not be the same."""

    kind: str = stored("What it tells of, such as `CUT_OFF`, `PROVISION` or `UNCHANGED`.")
    sentence: str = stored("The same in plain words.")
    about: list[strawberry.ID] = stored(
        "The organisations and partnerships it is about; those that are cut off, for one."
    )


async def _effects(root: Any) -> Sequence[told.Effect]:
    before: Snapshot = await root.before.measure(Snapshot.of)
    after: Snapshot = await root.after.measure(Snapshot.of)
    return told.tell_effects(before, after, root.changes)


async def _gone(root: Any) -> Sequence[findings.Finding]:
    before, after = await _findings(root.before), await _findings(root.after)
    return told.answered_only_in(before, after)


async def _new(root: Any) -> Sequence[findings.Finding]:
    before, after = await _findings(root.before), await _findings(root.after)
    return told.answered_only_in(after, before)


async def _findings(studied: Studied) -> Sequence[findings.Finding]:
    return await studied.measure(lambda study: study.findings)


def _worked_out(resolver: Callable[[Any], Any], description: str) -> Any:
    return strawberry.field(resolver=resolver, description=description)


@strawberry.type(description="What the ties of a scope show as they are, and would after changes.")
class WhatIf:
    """What the ties of a scope show as they are, and would after changes."""

    changes: strawberry.Private[Sequence[Supposed]]
    before: Analysis = stored("As it is.")
    after: Analysis = stored("As it would be; its findings have the ids of the same questions.")
    effects: list[Effect] = _worked_out(
        _effects,
        "What would not be the same, in plain words, gravest first: the first sentence says what "
        "is supposed; the last, what would not change.",
    )
    findings_gone: list[Finding] = _worked_out(
        _gone, "Findings of before that would no longer be so."
    )
    findings_new: list[Finding] = _worked_out(_new, "Findings that would be so and are not today.")
