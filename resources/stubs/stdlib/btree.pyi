"""A small database in a file."""

from typing import Any

def open(stream: Any, *, flags: int = 0, pagesize: int = 0, cachesize: int = 0, minkeypage: int = 0) -> Any: ...
