"""Drawing into memory, for displays."""

MONO_VLSB: int
"""Black and white, as most small OLED displays have it."""
MONO_HLSB: int
"""Black and white, bit 7 at the left."""
MONO_HMSB: int
"""Black and white, bit 0 at the left."""
RGB565: int
"""65536 colours."""
GS2_HMSB: int
GS4_HMSB: int
GS8: int
"""256 shades of grey."""
MVLSB: int

class FrameBuffer:
    """A picture in memory."""
    def __init__(self, buffer: bytearray | memoryview, width: int, height: int, format: int, stride: int = ..., /) -> None:
        """A picture of width times height dots in a buffer; format is framebuf.MONO_VLSB or another."""
    def fill(self, colour: int, /) -> None:
        """Fills everything with one colour."""
    def pixel(self, x: int, y: int, colour: int = ..., /) -> int | None:
        """Sets a dot, or tells its colour."""
    def hline(self, x: int, y: int, width: int, colour: int, /) -> None:
        """A line to the right."""
    def vline(self, x: int, y: int, height: int, colour: int, /) -> None:
        """A line down."""
    def line(self, x1: int, y1: int, x2: int, y2: int, colour: int, /) -> None:
        """A line between two dots."""
    def rect(self, x: int, y: int, width: int, height: int, colour: int, fill: bool = False, /) -> None:
        """A rectangle, filled when fill is True."""
    def fill_rect(self, x: int, y: int, width: int, height: int, colour: int, /) -> None:
        """A filled rectangle."""
    def ellipse(self, x: int, y: int, xr: int, yr: int, colour: int, fill: bool = False, quarters: int = 15, /) -> None:
        """A circle or ellipse around (x, y)."""
    def poly(self, x: int, y: int, points: object, colour: int, fill: bool = False, /) -> None:
        """A shape with corners: array("h", [x1, y1, x2, y2, ...])."""
    def text(self, text: str, x: int, y: int, colour: int = 1, /) -> None:
        """Writes text; each character is 8 by 8 dots."""
    def scroll(self, xstep: int, ystep: int, /) -> None:
        """Moves the whole picture."""
    def blit(self, source: FrameBuffer, x: int, y: int, key: int = -1, palette: FrameBuffer | None = None, /) -> None:
        """Draws another picture into this one; key is its transparent colour."""
def FrameBuffer1(buffer: bytearray, width: int, height: int, stride: int = ..., /) -> FrameBuffer: ...
