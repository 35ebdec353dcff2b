"""Waiting, measuring time, and the date."""

def sleep(seconds: float, /) -> None:
    """Waits so many seconds; 0.5 is half a second."""
def sleep_ms(ms: int, /) -> None:
    """Waits so many milliseconds; 1000 are one second."""
def sleep_us(us: int, /) -> None:
    """Waits so many microseconds; 1000 are one millisecond."""
def ticks_ms() -> int:
    """Milliseconds on a running counter. It begins anew at times: compare two with ticks_diff()."""
def ticks_us() -> int:
    """Microseconds on a running counter. It begins anew at times: compare two with ticks_diff()."""
def ticks_cpu() -> int:
    """The finest counter that the chip has."""
def ticks_add(ticks: int, delta: int, /) -> int:
    """A point of time so much later (or earlier, when negative)."""
def ticks_diff(ticks1: int, ticks2: int, /) -> int:
    """How much later the first is than the second: ticks_diff(ticks_ms(), start)."""
def time() -> int:
    """Seconds since the board's first day (2000 or 1970)."""
def time_ns() -> int:
    """Nanoseconds since the board's first day."""
def localtime(seconds: int | None = ..., /) -> tuple[int, int, int, int, int, int, int, int]:
    """The date: (year, month, day, hour, minute, second, weekday from 0 for Monday, day of the year)."""
def gmtime(seconds: int | None = ..., /) -> tuple[int, int, int, int, int, int, int, int]:
    """The date in world time: (year, month, day, hour, minute, second, weekday, day of the year)."""
def mktime(date: tuple[int, ...], /) -> int:
    """Seconds since the board's first day, of a date as localtime() gives it."""
