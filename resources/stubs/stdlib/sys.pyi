"""MicroPython itself."""

from typing import Any

argv: list[str]
"""What the program was started with."""
byteorder: str
""""little" or "big"."""
class _Implementation(tuple[Any, ...]):
    name: str
    version: tuple[Any, ...]
implementation: _Implementation
"""Which Python this is, and its version."""
maxsize: int
"""The greatest whole number that is quick."""
modules: dict[str, Any]
"""Modules that were imported."""
path: list[str]
"""Folders in which modules are looked for."""
platform: str
"""The kind of board: "rp2", "esp32", ..."""
ps1: str
ps2: str
stdin: Any
"""What is typed in the console."""
stdout: Any
"""What the console shows."""
stderr: Any
version: str
version_info: tuple[int, int, int]
tracebacklimit: int
def exit(value: object = ..., /) -> None:
    """Ends the program."""
def print_exception(error: BaseException, file: Any = ..., /) -> None:
    """Shows an error as if nobody had caught it."""
def exc_info() -> tuple[Any, Any, Any]: ...
def atexit(function: Any, /) -> Any: ...
def getsizeof(value: object, /) -> int: ...
def intern(text: str, /) -> str: ...
def settrace(function: Any, /) -> None: ...
