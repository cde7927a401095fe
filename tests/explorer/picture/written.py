"""What is on a written picture, read back from its SVG."""

import re
from dataclasses import dataclass
from xml.etree import ElementTree

from partnermap.explorer.picture import Drawing, File, Page, draw
from partnermap.explorer.picture.labels import Box, Text

PAGE = Page(
    organisation=lambda id_: f"/organisation/{id_}",
    partnership=lambda id_: f"/partnership/{id_}",
    group=lambda ids: f"?group={'&group='.join(ids)}",
)
FILE = File(sources="Sources: the register. Data version 7.")
_SVG = "{http://www.w3.org/2000/svg}"
_ENDS = ("start", "middle", "end")


@dataclass(frozen=True)
class Written:
    """A picture that was written and read."""

    text: str
    root: ElementTree.Element

    @property
    def links(self) -> dict[str, ElementTree.Element]:
        """Its links, by where they lead."""
        return {link.attrib["href"]: link for link in self.root.iter(f"{_SVG}a")}

    @property
    def texts(self) -> list[str]:
        """All text that is seen."""
        return [element.text or "" for element in self.root.iter(f"{_SVG}text")]

    @property
    def size(self) -> tuple[float, float]:
        """Its width and height."""
        _, _, wide, high = map(float, self.root.attrib["viewBox"].split())
        return wide, high

    def boxes(self) -> list[tuple[str, Box]]:
        """Each text with the ground that it covers."""
        return [
            (element.text or "", _text(element).box) for element in self.root.iter(f"{_SVG}text")
        ]

    def looks(self, tag: str = "path") -> list[str]:
        """The classes of its shapes and lines."""
        return [element.attrib["class"] for element in self.root.iter(_SVG + tag)]

    def outlines(self, look: str) -> list[str]:
        """The path data of its shapes of some classes."""
        paths = self.root.iter(f"{_SVG}path")
        return [path.attrib["d"] for path in paths if path.attrib["class"] == look]

    def centres(self) -> dict[str, tuple[float, float]]:
        """Where what each link stands for is, by where it leads."""
        found = {}
        for href, link in self.links.items():
            x, y = map(float, link.attrib["data-at"].split())
            found[href] = (x, y)
        return found

    def reach(self) -> Box:
        """The least box around all points that paths begin at."""
        starts = [
            (float(x), float(y))
            for path in self.root.iter(f"{_SVG}path")
            for x, y in re.findall(r"M(-?[\d.]+) (-?[\d.]+)", path.attrib["d"])
        ]
        across, down = zip(*starts, strict=True)
        return Box(min(across), min(down), max(across), max(down))


def written(drawing: Drawing, manner: Page | File = PAGE) -> Written:
    """A drawing as it was written."""
    text = draw(drawing, manner)
    return Written(text, ElementTree.fromstring(text))  # noqa: S314 - it is our own


def title_of(element: ElementTree.Element) -> str:
    """The title of an element."""
    return element.findtext(f"{_SVG}title") or ""


def _text(element: ElementTree.Element) -> Text:
    classes = element.attrib["class"].split()
    anchor = next((word for word in classes if word in _ENDS), "start")
    size = {"heading": 15.0, "note": 13.0}.get(classes[0], 12.0)
    x, y = (float(element.attrib[name]) for name in ("x", "y"))
    return Text(x, y, element.text or "", classes[0], anchor, size)
