"""The table beside a picture: the same organisations and ties, as rows."""

from collections import defaultdict
from dataclasses import dataclass

from partnermap.explorer.picture.drawing import Drawing, Organisation
from partnermap.explorer.picture.scene import answered
from partnermap.explorer.picture.shapes import KINDS
from partnermap.vocabulary import Layer

Named = tuple[str, str]
"""An id and a name."""


@dataclass(frozen=True, slots=True)
class Row:
    """One tie of an organisation, or that none is on record."""

    organisation: Named
    kind: str
    works_with: tuple[Named, ...]
    """All at the other end, by name; of a partnership its other members. Empty without a tie."""
    how: str
    """The partnerships, or what sort of part it is; of one without a tie, what is known of it."""
    partnership: str | None = None
    """The id of a partnership of three or more."""
    notes: tuple[str, ...] = ()
    """What the picture marks: that others would be cut off, that a tie is in doubt."""


def rows(drawing: Drawing) -> list[Row]:
    """The rows of a drawing, by the organisation's name; each tie is in the rows of both its ends.

    Whoever has a tie comes first, then who is on their own, then those of whom it is not known. A
    row of a partnership names the others that are shown in it, so that each line of the picture is
    in the table.
    """
    who = {o.id: o for o in drawing.organisations}
    larger = {p.id for p in drawing.partnerships}
    members = defaultdict(list)
    for tie in drawing.shown:
        if tie.end in larger:
            members[tie.end].append(tie.start)
    found = []
    for tie in drawing.shown:
        notes = _notes(tie.bridge, tie.doubtful)
        how = "; ".join(tie.how)
        if tie.end in larger:
            others = [who[id_] for id_ in members[tie.end] if id_ != tie.start]
            if tie.end in drawing.weak:
                notes += ("others would be cut off without this partnership",)
            found.append(_row(drawing, who[tie.start], others, how, tie.end, notes))
        else:
            found.append(_row(drawing, who[tie.start], [who[tie.end]], how, None, notes))
            back = f"{how} (this is the whole)" if tie.layer is Layer.FORMAL else how
            found.append(_row(drawing, who[tie.end], [who[tie.start]], back, None, notes))
    found += [
        _row(drawing, each, [], _untied(drawing, each), None, ())
        for each in (*drawing.alone, *drawing.unknown)
    ]
    unknown = {organisation.id for organisation in drawing.unknown}

    def place(row: Row) -> tuple[bool, bool, str, str, str]:
        id_, name = row.organisation
        return not row.works_with, id_ in unknown, name, id_, row.how

    return sorted(found, key=place)


def _untied(drawing: Drawing, organisation: Organisation) -> str:
    """What is known of somebody without a tie."""
    if drawing.layer is Layer.FORMAL:
        return "no formal tie on record"
    if organisation.heard:
        return "on its own: answered, and works with nobody here"
    return f"not known: {answered(organisation) or 'not one of those that are asked'}"


def _row(
    drawing: Drawing,
    organisation: Organisation,
    others: list[Organisation],
    how: str,
    partnership: str | None,
    notes: tuple[str, ...],
) -> Row:
    kind = KINDS[organisation.kind][1] + (", outside" if organisation.outside else "")
    named = sorted(((o.id, o.name) for o in others), key=lambda named: (named[1], named[0]))
    if organisation.id in drawing.weak:
        notes += ("others would be cut off without this organisation",)
    return Row((organisation.id, organisation.name), kind, tuple(named), how, partnership, notes)


def _notes(bridge: bool, doubtful: bool) -> tuple[str, ...]:
    said = {"others would be cut off without this tie": bridge, "in doubt": doubtful}
    return tuple(note for note, holds in said.items() if holds)
