"""The chip's own hardware: pins, timers, buses, clock and reset."""

from typing import Any, Callable, overload

class Pin:
    """One pin of the chip: switches things on and off, or reads a button."""
    IN: int
    """The pin reads: a button, a switch."""
    OUT: int
    """The pin switches something: an LED, a relay."""
    OPEN_DRAIN: int
    """The pin only pulls down to 0 V; something else pulls it up."""
    ALT: int
    """The pin belongs to another part of the chip."""
    ANALOG: int
    """The pin measures or gives a voltage."""
    PULL_UP: int
    """Holds an unconnected input at 1: for a button that connects to ground."""
    PULL_DOWN: int
    """Holds an unconnected input at 0: for a button that connects to 3.3 V."""
    PULL_HOLD: int
    """Holds what the pin was. ESP32 only."""
    IRQ_RISING: int
    """When the pin goes from 0 to 1."""
    IRQ_FALLING: int
    """When the pin goes from 1 to 0."""
    IRQ_LOW_LEVEL: int
    """While the pin is 0."""
    IRQ_HIGH_LEVEL: int
    """While the pin is 1."""
    DRIVE_0: int
    DRIVE_1: int
    DRIVE_2: int
    DRIVE_3: int
    board: Any
    """Pins by the names that are printed on the board."""
    cpu: Any
    """Pins by the names of the chip."""
    def __init__(self, id: int | str, mode: int = ..., pull: int | None = ..., *, value: int | bool = ..., drive: int = ..., alt: int = ...) -> None:
        """Takes a pin by its number or name; mode is Pin.IN or Pin.OUT."""
    def init(self, mode: int = ..., pull: int | None = ..., *, value: int | bool = ..., drive: int = ..., alt: int = ...) -> None:
        """Sets the pin up anew."""
    @overload
    def value(self) -> int:
        """Reads the pin (0 or 1), or sets it: led.value(1)."""
    @overload
    def value(self, x: int | bool, /) -> None: ...
    @overload
    def __call__(self) -> int: ...
    @overload
    def __call__(self, x: int | bool, /) -> None: ...
    def on(self) -> None:
        """Switches the pin on: 3.3 V."""
    def off(self) -> None:
        """Switches the pin off: 0 V."""
    def high(self) -> None:
        """Switches the pin on: 3.3 V. Not on every board; on() is."""
    def low(self) -> None:
        """Switches the pin off: 0 V. Not on every board; off() is."""
    def toggle(self) -> None:
        """Switches the pin to the other state."""
    def irq(self, handler: Callable[[Pin], Any] | None = None, trigger: int = ..., *, priority: int = 1, wake: int | None = None, hard: bool = False) -> Any:
        """Calls a function with the pin when it changes; trigger is Pin.IRQ_RISING, Pin.IRQ_FALLING or both with |."""
    def mode(self, mode: int = ..., /) -> int: ...
    def pull(self, pull: int | None = ..., /) -> int: ...
    def drive(self, drive: int = ..., /) -> int: ...

class Signal:
    """A pin that can be upside down: on() is on also when 0 V switches it on."""
    def __init__(self, pin: Pin | int | str, *args: Any, invert: bool = False, **kwargs: Any) -> None:
        """Takes a pin; invert=True when 0 V means on."""
    def value(self, x: int | bool = ..., /) -> int:
        """Reads it, or sets it."""
    def on(self) -> None:
        """Switches it on."""
    def off(self) -> None:
        """Switches it off."""

class ADC:
    """Measures a voltage: a light sensor, a turning knob."""
    CORE_TEMP: int
    """The chip's own temperature sensor. RP2 only."""
    CORE_VREF: int
    CORE_VBAT: int
    ATTN_0DB: int
    """Measures up to about 1 V. ESP32 only."""
    ATTN_2_5DB: int
    """Measures up to about 1.3 V. ESP32 only."""
    ATTN_6DB: int
    """Measures up to about 1.8 V. ESP32 only."""
    ATTN_11DB: int
    """Measures up to about 3.1 V. ESP32 only."""
    WIDTH_9BIT: int
    WIDTH_10BIT: int
    WIDTH_11BIT: int
    WIDTH_12BIT: int
    def __init__(self, pin: Pin | int, *, sample_ns: int = ..., atten: int = ...) -> None:
        """Takes a pin that can measure, by its number or as a Pin."""
    def init(self, *, sample_ns: int = ..., atten: int = ...) -> None: ...
    def read_u16(self) -> int:
        """Measures: 0 is 0 V, 65535 is the highest voltage."""
    def read_uv(self) -> int:
        """Measures in microvolts. ESP32 only."""
    def read(self) -> int:
        """Measures: 0 to 1023 on the ESP8266, to 4095 on the ESP32. read_u16() works everywhere."""
    def atten(self, atten: int, /) -> None:
        """Up to which voltage it measures. ESP32 only."""
    def width(self, bits: int, /) -> None: ...

class PWM:
    """Switches a pin very fast: dims an LED, plays a tone, turns a servo."""
    def __init__(self, pin: Pin | int, freq: int = ..., *, duty_u16: int = ..., duty_ns: int = ..., duty: int = ..., invert: bool = ...) -> None:
        """Takes a pin; freq is in Hz, duty_u16 from 0 (off) to 65535 (on)."""
    def init(self, *, freq: int = ..., duty_u16: int = ..., duty_ns: int = ..., duty: int = ..., invert: bool = ...) -> None:
        """Sets it up anew."""
    def deinit(self) -> None:
        """Ends it and frees the pin."""
    @overload
    def freq(self) -> int:
        """How often it switches in a second, in Hz: tells it or sets it."""
    @overload
    def freq(self, hz: int, /) -> None: ...
    @overload
    def duty_u16(self) -> int:
        """For how much of the time it is on: 0 is off, 65535 always on, 32768 half of the time."""
    @overload
    def duty_u16(self, value: int, /) -> None: ...
    @overload
    def duty_ns(self) -> int:
        """How long it is on each time, in nanoseconds (millionths of a millisecond): for servos."""
    @overload
    def duty_ns(self, ns: int, /) -> None: ...
    def duty(self, value: int = ..., /) -> int:
        """For how much of the time it is on, 0 to 1023. ESP chips only; duty_u16() works everywhere."""

class Timer:
    """Calls a function later, or again and again."""
    ONE_SHOT: int
    """Once."""
    PERIODIC: int
    """Again and again."""
    def __init__(self, id: int = -1, *, mode: int = ..., period: int = ..., freq: float = ..., callback: Callable[[Timer], Any] | None = ..., hard: bool = ...) -> None:
        """A timer; with period (in milliseconds) or freq (in Hz) and callback it starts at once."""
    def init(self, *, mode: int = ..., period: int = ..., freq: float = ..., callback: Callable[[Timer], Any] | None = ..., hard: bool = ...) -> None:
        """Starts it: period is in milliseconds, freq in Hz, callback the function that is called."""
    def deinit(self) -> None:
        """Stops it."""
    def value(self) -> int: ...

class I2C:
    """Two wires (SDA and SCL) to sensors and displays, each with an address."""
    def __init__(self, id: int | str = ..., *, scl: Pin | int = ..., sda: Pin | int = ..., freq: int = 400000, timeout: int = 50000) -> None:
        """Takes a bus by its number, with its two pins; freq is in Hz."""
    def init(self, *, scl: Pin | int = ..., sda: Pin | int = ..., freq: int = 400000) -> None: ...
    def deinit(self) -> None: ...
    def scan(self) -> list[int]:
        """The addresses of all devices that answer."""
    def readfrom(self, addr: int, nbytes: int, stop: bool = True, /) -> bytes:
        """Reads so many bytes from the device with that address."""
    def readfrom_into(self, addr: int, buf: bytearray | memoryview, stop: bool = True, /) -> None:
        """Reads from a device as many bytes as the buffer has room for."""
    def writeto(self, addr: int, buf: bytes | bytearray | memoryview, stop: bool = True, /) -> int:
        """Sends bytes to the device with that address; tells how many it took."""
    def writevto(self, addr: int, vector: Any, stop: bool = True, /) -> int: ...
    def readfrom_mem(self, addr: int, memaddr: int, nbytes: int, *, addrsize: int = 8) -> bytes:
        """Reads bytes from a register of a device."""
    def readfrom_mem_into(self, addr: int, memaddr: int, buf: bytearray | memoryview, *, addrsize: int = 8) -> None:
        """Reads a register of a device into a buffer."""
    def writeto_mem(self, addr: int, memaddr: int, buf: bytes | bytearray | memoryview, *, addrsize: int = 8) -> None:
        """Writes bytes to a register of a device."""
    def start(self) -> None: ...
    def stop(self) -> None: ...
    def readinto(self, buf: bytearray, nack: bool = True, /) -> None: ...
    def write(self, buf: bytes | bytearray, /) -> int: ...

class SoftI2C(I2C):
    """I2C on any two pins, done by the program: slower, works everywhere."""
    def __init__(self, scl: Pin | int, sda: Pin | int, *, freq: int = 400000, timeout: int = 50000) -> None:
        """Takes two pins; freq is in Hz."""

class SPI:
    """Three wires for displays, memory cards and fast sensors."""
    MSB: int
    """The highest bit goes first."""
    LSB: int
    """The lowest bit goes first."""
    CONTROLLER: int
    def __init__(self, id: int = ..., baudrate: int = 1000000, *, polarity: int = 0, phase: int = 0, bits: int = 8, firstbit: int = ..., sck: Pin | int = ..., mosi: Pin | int = ..., miso: Pin | int | None = ...) -> None:
        """Takes a bus by its number; baudrate is in bits in a second."""
    def init(self, baudrate: int = ..., *, polarity: int = 0, phase: int = 0, bits: int = 8, firstbit: int = ..., sck: Pin | int = ..., mosi: Pin | int = ..., miso: Pin | int | None = ...) -> None:
        """Sets it up anew."""
    def deinit(self) -> None:
        """Ends it."""
    def read(self, nbytes: int, write: int = 0, /) -> bytes:
        """Reads so many bytes."""
    def readinto(self, buf: bytearray | memoryview, write: int = 0, /) -> None:
        """Reads as many bytes as the buffer has room for."""
    def write(self, buf: bytes | bytearray | memoryview, /) -> None:
        """Sends bytes."""
    def write_readinto(self, write_buf: bytes | bytearray | memoryview, read_buf: bytearray | memoryview, /) -> None:
        """Sends bytes and reads as many at the same time."""

class SoftSPI(SPI):
    """SPI on any pins, done by the program: slower, works everywhere."""
    def __init__(self, baudrate: int = 500000, *, polarity: int = 0, phase: int = 0, bits: int = 8, firstbit: int = ..., sck: Pin, mosi: Pin, miso: Pin) -> None: ...

class UART:
    """A serial line (TX and RX): GPS receivers, other boards."""
    INV_TX: int
    INV_RX: int
    RTS: int
    CTS: int
    IRQ_RX: int
    IRQ_RXIDLE: int
    IRQ_TXIDLE: int
    IRQ_BREAK: int
    def __init__(self, id: int, baudrate: int = 9600, bits: int = 8, parity: int | None = None, stop: int = 1, *, tx: Pin | int = ..., rx: Pin | int = ..., timeout: int = ..., timeout_char: int = ..., txbuf: int = ..., rxbuf: int = ..., invert: int = ..., flow: int = ..., rts: Pin | int = ..., cts: Pin | int = ...) -> None:
        """Takes a serial line by its number; baudrate is its speed, timeout in milliseconds."""
    def init(self, baudrate: int = 9600, bits: int = 8, parity: int | None = None, stop: int = 1, *, tx: Pin | int = ..., rx: Pin | int = ..., timeout: int = ..., timeout_char: int = ..., txbuf: int = ..., rxbuf: int = ..., invert: int = ..., flow: int = ...) -> None:
        """Sets it up anew."""
    def deinit(self) -> None:
        """Ends it."""
    def any(self) -> int:
        """How many bytes wait to be read."""
    def read(self, nbytes: int = ..., /) -> bytes | None:
        """Reads what has come, or so many bytes; None when nothing comes in time."""
    def readinto(self, buf: bytearray | memoryview, nbytes: int = ..., /) -> int | None:
        """Reads into a buffer; tells how many bytes."""
    def readline(self) -> bytes | None:
        """Reads a line; None when none comes in time."""
    def write(self, buf: bytes | bytearray | str, /) -> int | None:
        """Sends bytes; tells how many."""
    def sendbreak(self) -> None: ...
    def flush(self) -> None:
        """Waits until everything is sent."""
    def txdone(self) -> bool:
        """Is everything sent?"""
    def irq(self, handler: Callable[[UART], Any] | None = None, trigger: int = ..., hard: bool = False) -> Any:
        """Calls a function when something comes."""

class I2S:
    """Sound, to an amplifier or from a microphone."""
    RX: int
    TX: int
    MONO: int
    STEREO: int
    def __init__(self, id: int, *, sck: Pin, ws: Pin, sd: Pin, mck: Pin = ..., mode: int, bits: int, format: int, rate: int, ibuf: int) -> None: ...
    def init(self, **kwargs: Any) -> None: ...
    def deinit(self) -> None: ...
    def readinto(self, buf: bytearray | memoryview, /) -> int: ...
    def write(self, buf: bytes | bytearray | memoryview, /) -> int: ...
    def irq(self, handler: Callable[[I2S], Any], /) -> None: ...
    @staticmethod
    def shift(*, buf: bytearray, bits: int, shift: int) -> None: ...

class RTC:
    """The clock of the board: date and time."""
    ALARM0: int
    def __init__(self, id: int = 0, /) -> None:
        """Takes the clock."""
    @overload
    def datetime(self) -> tuple[int, int, int, int, int, int, int, int]:
        """Tells or sets (year, month, day, weekday, hour, minute, second, part of a second)."""
    @overload
    def datetime(self, now: tuple[int, int, int, int, int, int, int, int], /) -> None: ...
    def init(self, now: tuple[int, ...] = ..., /) -> None: ...
    def memory(self, data: bytes = ..., /) -> bytes:
        """Bytes that are kept in deep sleep. ESP chips only."""
    def alarm(self, id: int = 0, time: Any = ..., *, repeat: bool = False) -> None: ...

class WDT:
    """Restarts the board when the program hangs."""
    def __init__(self, id: int = 0, timeout: int = 5000) -> None:
        """Starts it: without feed() for that many milliseconds the board restarts. It cannot be stopped."""
    def feed(self) -> None:
        """Tells that the program still runs."""

class TouchPad:
    """A pin that feels a finger. ESP32 only."""
    def __init__(self, pin: Pin, /) -> None: ...
    def read(self) -> int:
        """A smaller number when it is touched (on the S2 and S3 a greater one)."""
    def config(self, value: int, /) -> None: ...

class DAC:
    """Gives a voltage. Only a few chips have it."""
    def __init__(self, pin: Pin | int, /) -> None: ...
    def write(self, value: int, /) -> None:
        """0 is 0 V, 255 is 3.3 V."""

class SDCard:
    """A memory card."""
    def __init__(self, slot: int = 1, width: int = 1, cd: Any = None, wp: Any = None, sck: Any = None, miso: Any = None, mosi: Any = None, cs: Any = None, freq: int = 20000000) -> None: ...
    def readblocks(self, block: int, buf: bytearray, /) -> None: ...
    def writeblocks(self, block: int, buf: bytes, /) -> None: ...
    def ioctl(self, op: int, arg: int, /) -> int: ...
    def deinit(self) -> None: ...

class USBDevice:
    """What the board is to the computer on the USB cable."""
    BUILTIN_NONE: Any
    BUILTIN_DEFAULT: Any
    BUILTIN_CDC: Any
    def active(self, value: bool = ..., /) -> bool: ...
    def config(self, *args: Any, **kwargs: Any) -> None: ...

class _Memory:
    def __getitem__(self, address: int) -> int: ...
    def __setitem__(self, address: int, value: int) -> None: ...

mem8: _Memory
"""The chip's memory, byte by byte."""
mem16: _Memory
"""The chip's memory, in 16 bits."""
mem32: _Memory
"""The chip's memory, in 32 bits."""

IDLE: int
SLEEP: int
DEEPSLEEP: int
PWRON_RESET: int
"""reset_cause(): the power was switched on."""
HARD_RESET: int
"""reset_cause(): the reset button was pressed."""
WDT_RESET: int
"""reset_cause(): the program hung."""
DEEPSLEEP_RESET: int
"""reset_cause(): it woke up from deep sleep."""
SOFT_RESET: int
"""reset_cause(): only the program was started anew."""
PIN_WAKE: int
WLAN_WAKE: int
RTC_WAKE: int
EXT0_WAKE: int
EXT1_WAKE: int
TIMER_WAKE: int
TOUCHPAD_WAKE: int
ULP_WAKE: int

def reset() -> None:
    """Restarts the board, as its reset button does."""
def soft_reset() -> None:
    """Starts MicroPython anew; the pins stay as they are."""
def reset_cause() -> int:
    """Why the board started: machine.PWRON_RESET and others."""
def wake_reason() -> int:
    """Why the board woke up."""
def bootloader(timeout: int = 0, /) -> None:
    """Goes to where firmware is installed. Leave it with the reset button."""
def unique_id() -> bytes:
    """The chip's own number: no other chip has it."""
@overload
def freq() -> int:
    """How fast the chip runs, in Hz: tells it or sets it."""
@overload
def freq(hz: int, /) -> None: ...
def idle() -> None:
    """Waits for the next thing to happen, and saves power."""
def lightsleep(ms: int = ..., /) -> None:
    """Sleeps and saves power for so many milliseconds; the program goes on."""
def deepsleep(ms: int = ..., /) -> None:
    """Sleeps and saves most power for so many milliseconds; the board starts anew afterwards."""
def disable_irq() -> int:
    """Nothing may interrupt the program. Give the result to enable_irq()."""
def enable_irq(state: int = ..., /) -> None:
    """What was forbidden by disable_irq() may be again."""
def time_pulse_us(pin: Pin, level: int, timeout_us: int = 1000000, /) -> int:
    """How long a pin stays at a level, in microseconds: for ultrasonic sensors. Negative when it takes too long."""
def bitstream(pin: Pin, encoding: int, timing: Any, data: bytes | bytearray, /) -> None:
    """Sends bits with exact timing, as LED strips need it."""
def dht_readinto(pin: Pin, buf: bytearray, /) -> None: ...
