"""The micro:bit: its display, buttons, pins and sensors."""

from typing import Any

class _Button:
    def is_pressed(self) -> bool:
        """Is it pressed now?"""
    def was_pressed(self) -> bool:
        """Was it pressed since you last asked?"""
    def get_presses(self) -> int:
        """How often it was pressed since you last asked."""
button_a: _Button
"""The left button."""
button_b: _Button
"""The right button."""

class _Pin:
    PULL_UP: int
    PULL_DOWN: int
    NO_PULL: int
    def read_digital(self) -> int:
        """0 or 1."""
    def write_digital(self, value: int) -> None:
        """Switches the pin: 0 or 1."""
    def read_analog(self) -> int:
        """Measures: 0 to 1023."""
    def write_analog(self, value: int) -> None:
        """Dims: 0 to 1023."""
    def set_analog_period(self, ms: int) -> None: ...
    def set_analog_period_microseconds(self, us: int) -> None: ...
    def is_touched(self) -> bool:
        """Does a finger touch it?"""
    def set_pull(self, value: int) -> None: ...
    def get_pull(self) -> int: ...
    def get_mode(self) -> str: ...
pin0: _Pin
pin1: _Pin
pin2: _Pin
pin3: _Pin
pin4: _Pin
pin5: _Pin
pin6: _Pin
pin7: _Pin
pin8: _Pin
pin9: _Pin
pin10: _Pin
pin11: _Pin
pin12: _Pin
pin13: _Pin
pin14: _Pin
pin15: _Pin
pin16: _Pin
pin19: _Pin
pin20: _Pin
pin_logo: _Pin
pin_speaker: _Pin

class Image:
    """A picture of 5 by 5 LEDs: Image("09090:99999:99999:09990:00900")."""
    HEART: Image
    HEART_SMALL: Image
    HAPPY: Image
    SMILE: Image
    SAD: Image
    CONFUSED: Image
    ANGRY: Image
    ASLEEP: Image
    SURPRISED: Image
    SILLY: Image
    YES: Image
    NO: Image
    ARROW_N: Image
    ARROW_E: Image
    ARROW_S: Image
    ARROW_W: Image
    DIAMOND: Image
    SQUARE: Image
    HOUSE: Image
    DUCK: Image
    GHOST: Image
    SNAKE: Image
    SKULL: Image
    UMBRELLA: Image
    ALL_CLOCKS: list[Image]
    ALL_ARROWS: list[Image]
    def __init__(self, text: str | int = ..., height: int = ..., buffer: bytes = ..., /) -> None: ...
    def width(self) -> int: ...
    def height(self) -> int: ...
    def set_pixel(self, x: int, y: int, value: int) -> None: ...
    def get_pixel(self, x: int, y: int) -> int: ...
    def shift_left(self, n: int) -> Image: ...
    def shift_right(self, n: int) -> Image: ...
    def shift_up(self, n: int) -> Image: ...
    def shift_down(self, n: int) -> Image: ...
    def invert(self) -> Image: ...
    def copy(self) -> Image: ...

class _Display:
    def show(self, image: Any, delay: int = 400, *, wait: bool = True, loop: bool = False, clear: bool = False) -> None:
        """Shows a picture, a text or a number."""
    def scroll(self, text: Any, delay: int = 150, *, wait: bool = True, loop: bool = False, monospace: bool = False) -> None:
        """Moves a text over the display."""
    def clear(self) -> None:
        """Switches all LEDs off."""
    def set_pixel(self, x: int, y: int, value: int) -> None:
        """One LED: 0 is off, 9 is brightest."""
    def get_pixel(self, x: int, y: int) -> int: ...
    def on(self) -> None: ...
    def off(self) -> None: ...
    def is_on(self) -> bool: ...
    def read_light_level(self) -> int:
        """How bright it is: 0 to 255."""
display: _Display
"""The 25 LEDs."""

class _Accelerometer:
    def get_x(self) -> int:
        """Tilt to the left and right; 1024 is straight down."""
    def get_y(self) -> int: ...
    def get_z(self) -> int: ...
    def get_values(self) -> tuple[int, int, int]: ...
    def get_strength(self) -> int: ...
    def current_gesture(self) -> str:
        """"shake", "face up", "left" and others."""
    def is_gesture(self, name: str) -> bool: ...
    def was_gesture(self, name: str) -> bool: ...
    def get_gestures(self) -> tuple[str, ...]: ...
accelerometer: _Accelerometer
"""Feels how the board is held and moved."""
class _Compass:
    def calibrate(self) -> None: ...
    def is_calibrated(self) -> bool: ...
    def heading(self) -> int:
        """The direction in degrees; 0 is north."""
    def get_x(self) -> int: ...
    def get_y(self) -> int: ...
    def get_z(self) -> int: ...
    def get_field_strength(self) -> int: ...
compass: _Compass
"""Feels where north is."""
class _Microphone:
    def sound_level(self) -> int:
        """How loud it is: 0 to 255."""
    def current_event(self) -> Any: ...
    def was_event(self, event: Any) -> bool: ...
microphone: _Microphone
class _Speaker:
    def on(self) -> None: ...
    def off(self) -> None: ...
speaker: _Speaker
class _Uart:
    def init(self, baudrate: int = 9600, bits: int = 8, parity: Any = None, stop: int = 1, *, tx: Any = None, rx: Any = None) -> None: ...
    def any(self) -> bool: ...
    def read(self, size: int = ...) -> bytes | None: ...
    def readline(self) -> bytes | None: ...
    def write(self, buf: bytes | str) -> int: ...
uart: _Uart
class _I2C:
    def init(self, freq: int = 100000, sda: Any = ..., scl: Any = ...) -> None: ...
    def scan(self) -> list[int]: ...
    def read(self, addr: int, n: int, repeat: bool = False) -> bytes: ...
    def write(self, addr: int, buf: bytes, repeat: bool = False) -> None: ...
i2c: _I2C
class _SPI:
    def init(self, baudrate: int = 1000000, bits: int = 8, mode: int = 0, sclk: Any = ..., mosi: Any = ..., miso: Any = ...) -> None: ...
    def read(self, n: int) -> bytes: ...
    def write(self, buf: bytes) -> None: ...
spi: _SPI
def sleep(ms: float) -> None:
    """Waits so many milliseconds; 1000 are one second."""
def running_time() -> int:
    """Milliseconds since the board started."""
def temperature() -> int:
    """The temperature in degrees Celsius."""
def panic(code: int = ...) -> None: ...
def reset() -> None:
    """Restarts the board."""
def scale(value: float, from_: tuple[float, float], to: tuple[float, float]) -> float: ...
def set_volume(volume: int) -> None: ...
def run_every(callback: Any = None, days: int = 0, h: int = 0, min: int = 0, s: int = 0, ms: int = 0) -> Any: ...
