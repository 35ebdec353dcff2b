"""Memory laid out as in C."""

from typing import Any

BIG_ENDIAN: int
LITTLE_ENDIAN: int
NATIVE: int
PTR: int
ARRAY: int
UINT8: int
INT8: int
UINT16: int
INT16: int
UINT32: int
INT32: int
UINT64: int
INT64: int
FLOAT32: int
FLOAT64: int
VOID: int
BFUINT8: int
BFUINT16: int
BFUINT32: int
BF_POS: int
BF_LEN: int
def struct(addr: int, descriptor: Any, layout: int = ..., /) -> Any: ...
def sizeof(value: Any, layout: int = ..., /) -> int: ...
def addressof(value: Any, /) -> int: ...
def bytes_at(addr: int, size: int, /) -> bytes: ...
def bytearray_at(addr: int, size: int, /) -> bytearray: ...
