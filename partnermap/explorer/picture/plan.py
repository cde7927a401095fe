"""The whole of a picture: the network, one by one or in groups, and what stands apart."""

from partnermap.explorer.picture.bands import bands
from partnermap.explorer.picture.drawing import Drawing, Group
from partnermap.explorer.picture.flat import one_by_one
from partnermap.explorer.picture.grouping import grouped, groups
from partnermap.explorer.picture.labels import Text
from partnermap.explorer.picture.scene import MARGIN, Scene
from partnermap.vocabulary import Layer


def plan(drawing: Drawing) -> Scene:
    """The scene of a drawing: the same drawing, in whatever order, gives the same scene."""
    if not drawing.connected:
        network = _empty(drawing)
    elif parts := parted(drawing):
        network = grouped(drawing, parts)
    else:
        network = one_by_one(drawing)
    apart = bands(drawing, network.height)
    return Scene(
        max(apart.height, network.height),
        network.lines + apart.lines,
        network.marks + apart.marks,
        network.texts + apart.texts,
        network.groups,
    )


def parted(drawing: Drawing) -> tuple[Group, ...]:
    """The groups that it is drawn in; none where it can be read one by one, or is all one group."""
    parts = groups(drawing) if drawing.large else ()
    return parts if len(parts) > 1 else ()


def described(drawing: Drawing, scene: Scene) -> str:
    """What a picture shows, in a sentence or two."""
    many = len(drawing.connected)
    ties = {Layer.FORMAL: "formal ties", Layer.WORKING: "working partnerships"}
    parts = [
        f"{many:,} organisation{'s' if many != 1 else ''} joined by "
        f"{ties.get(drawing.layer, 'formal ties and working partnerships')}."
    ]
    if scene.groups:
        parts.append(f"They are drawn as {scene.groups} groups; each opens.")
    if drawing.layer is not Layer.FORMAL and drawing.unknown:
        parts.append(f"Of {len(drawing.unknown):,} others it is not known whom they work with.")
    if drawing.layer is not Layer.FORMAL and drawing.alone:
        parts.append(f"{len(drawing.alone):,} answered that they work with nobody here.")
    return " ".join(parts)


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
