"""Numbers packed into bytes. A format such as "<Hb": < little end first, b and B 8, h and H 16, i and I 32 bits (capital: no sign), f float."""

from typing import Any

def calcsize(format: str, /) -> int:
    """How many bytes a format takes."""
def pack(format: str, /, *values: Any) -> bytes:
    """Values as bytes."""
def pack_into(format: str, buffer: bytearray | memoryview, offset: int, /, *values: Any) -> None:
    """Puts values into a buffer, at a place."""
def unpack(format: str, data: bytes | bytearray | memoryview, /) -> tuple[Any, ...]:
    """The values that are in bytes."""
def unpack_from(format: str, data: bytes | bytearray | memoryview, offset: int = 0, /) -> tuple[Any, ...]:
    """The values that are in bytes, from a place on."""
