"""The whole of a picture: the network one by one or in groups, what stands apart, or why it is empty."""

from partnermap.explorer.picture.bands import bands
from partnermap.explorer.picture.drawing import Drawing
from partnermap.explorer.picture.flat import one_by_one
from partnermap.explorer.picture.grouping import grouped, groups
from partnermap.explorer.picture.labels import Text
from partnermap.explorer.picture.scene import MARGIN, Scene
from partnermap.vocabulary import Layer


def plan(drawing: Drawing) -> Scene:
    """The scene of a drawing: the same drawing, in whatever order, gives the same scene."""
    network = _network(drawing) if drawing.connected else _empty(drawing)
    apart = bands(drawing, network.height)
    return Scene(
        max(apart.height, network.height),
        network.lines + apart.lines,
        network.marks + apart.marks,
        network.texts + apart.texts,
    )


def described(drawing: Drawing) -> str:
    """What a picture shows, in a sentence or two."""
    many = len(drawing.connected)
    ties = {Layer.FORMAL: "formal ties", Layer.WORKING: "working partnerships"}
    parts = [
        f"{many:,} organisation{'s' if many != 1 else ''} joined by "
        f"{ties.get(drawing.layer, 'formal ties and working partnerships')}."
    ]
    if is_grouped(drawing):
        parts.append(f"They are drawn as {len(groups(drawing))} groups; each opens.")
    if drawing.layer is not Layer.FORMAL and drawing.unknown:
        parts.append(f"Of {len(drawing.unknown):,} others it is not known whom they work with.")
    if drawing.layer is not Layer.FORMAL and drawing.alone:
        parts.append(f"{len(drawing.alone):,} answered that they work with nobody here.")
    return " ".join(parts)


def is_grouped(drawing: Drawing) -> bool:
    """Whether it is drawn in groups: it is large, and there is more than one."""
    return drawing.large and len(groups(drawing)) > 1


def _network(drawing: Drawing) -> Scene:
    return grouped(drawing) if is_grouped(drawing) else one_by_one(drawing)


def _empty(drawing: Drawing) -> Scene:
    """What to say where there is no tie to draw."""
    here = [*drawing.unknown, *drawing.alone]
    if not here:
        said = "No organisation is on record here."
        then = "Choose another place or date, or import a register that has them."
    elif drawing.layer is Layer.FORMAL:
        said = "No formal tie is on record here."
        then = "Import the register's memberships, or choose working partnerships."
    elif not drawing.alone and all(o.answer is None for o in here):
        said = "Nobody here has been asked yet, so nobody knows who works with whom."
        then = "Send them the survey, or record the partnerships that you know of."
    else:
        said = "No working partnership is on record here."
        then = "Those below have said so, or have not answered yet."
    texts = (
        Text(MARGIN, 40, said, "heading", size=15),
        Text(MARGIN, 64, then, "note", size=13),
    )
    return Scene(84, texts=texts)
