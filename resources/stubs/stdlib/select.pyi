"""Waiting for several streams at once."""

from typing import Any, Iterator

POLLIN: int
"""There is something to read."""
POLLOUT: int
"""There is room to write."""
POLLERR: int
POLLHUP: int
class _Poll:
    def register(self, stream: Any, events: int = ..., /) -> None:
        """A stream to wait for."""
    def unregister(self, stream: Any, /) -> None: ...
    def modify(self, stream: Any, events: int, /) -> None: ...
    def poll(self, timeout_ms: int = -1, /) -> list[tuple[Any, ...]]:
        """Waits so many milliseconds at most; the streams that are ready."""
    def ipoll(self, timeout_ms: int = -1, flags: int = 0, /) -> Iterator[tuple[Any, ...]]: ...
def poll() -> _Poll:
    """Makes something that waits for streams."""
def select(read: Any, write: Any, error: Any, timeout: float = ..., /) -> Any: ...
