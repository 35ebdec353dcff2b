"""Strips and rings of coloured LEDs (WS2812, NeoPixel)."""

from machine import Pin

class NeoPixel:
    """A strip of coloured LEDs: np[0] = (255, 0, 0), then np.write()."""
    n: int
    """How many LEDs there are."""
    pin: Pin
    bpp: int
    def __init__(self, pin: Pin, n: int, bpp: int = 3, timing: int = 1) -> None:
        """A strip with n LEDs on a pin; bpp is 4 for those that have white too."""
    def __len__(self) -> int: ...
    def __setitem__(self, index: int, colour: tuple[int, ...]) -> None: ...
    def __getitem__(self, index: int) -> tuple[int, ...]: ...
    def fill(self, colour: tuple[int, ...]) -> None:
        """All LEDs get one colour: (red, green, blue), each from 0 to 255."""
    def write(self) -> None:
        """Shows the colours that were set."""
