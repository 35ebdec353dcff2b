"""What only MicroPython has: constants, memory, fast code."""

from typing import Any, Callable, TypeVar

_T = TypeVar("_T")
_F = TypeVar("_F", bound=Callable[..., Any])

def const(value: _T, /) -> _T:
    """A value that never changes: it takes less memory. LED = const(25)."""
def opt_level(level: int = ..., /) -> int:
    """How much is left out of programs that are read from now on."""
def alloc_emergency_exception_buf(size: int, /) -> None:
    """Keeps memory for errors in interrupts; 100 is enough."""
def mem_info(verbose: int = ..., /) -> None:
    """Prints how memory is used."""
def mem_total() -> int: ...
def mem_current() -> int: ...
def mem_peak() -> int: ...
def qstr_info(verbose: int = ..., /) -> None:
    """Prints how many names are stored."""
def stack_use() -> int:
    """Bytes of the stack in use."""
def heap_lock() -> int:
    """No memory may be taken from now on."""
def heap_unlock() -> int:
    """Memory may be taken again."""
def heap_locked() -> int: ...
def kbd_intr(character: int, /) -> None:
    """Which character stops the program; 3 is Ctrl-C, -1 none."""
def schedule(function: Callable[[Any], Any], argument: Any, /) -> None:
    """Calls a function soon: for interrupts that need more time."""
def native(function: _F, /) -> _F:
    """Makes a function faster: @micropython.native."""
def viper(function: _F, /) -> _F:
    """Makes a function much faster, with whole numbers only: @micropython.viper."""
def asm_thumb(function: _F, /) -> _F:
    """A function in the chip's own language: @micropython.asm_thumb."""
def asm_xtensa(function: _F, /) -> _F: ...
def asm_rv32(function: _F, /) -> _F: ...
class RingIO:
    """Bytes that go in at one end and come out at the other."""
    def __init__(self, size: int | bytearray, /) -> None: ...
    def any(self) -> int: ...
    def read(self, size: int = ..., /) -> bytes: ...
    def readinto(self, buf: bytearray, size: int = ..., /) -> int: ...
    def readline(self, size: int = ..., /) -> bytes: ...
    def write(self, buf: bytes, /) -> int: ...
    def close(self) -> None: ...
