"""Bytes as text and back."""

def hexlify(data: bytes | bytearray, sep: str | bytes = ..., /) -> bytes:
    """Bytes as hexadecimal digits."""
def unhexlify(data: str | bytes, /) -> bytes:
    """Hexadecimal digits as bytes."""
def a2b_base64(data: str | bytes, /) -> bytes:
    """Base64 as bytes."""
def b2a_base64(data: bytes | bytearray, *, newline: bool = True) -> bytes:
    """Bytes as base64."""
def crc32(data: bytes, value: int = 0, /) -> int:
    """A checksum."""
