"""A picture file as PNG."""

import font_source_sans_pro
import typst

_DOCUMENT = b"""
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 900pt)
"""
_WIDTH = 900.0
_INCH = 72.0


def to_png(svg: str, width: int = 1_800) -> bytes:
    """An SVG text, as `draw` writes it for a file, as a PNG so many pixels wide."""
    image: bytes = typst.compile(
        _DOCUMENT,
        format="png",
        ppi=width / _WIDTH * _INCH,
        sys_inputs={"svg": svg},
        font_paths=[font_source_sans_pro.font_directory],
        ignore_system_fonts=True,
    )
    return image
