"""Lists of which the smallest is found quickly."""

from typing import TypeVar
_T = TypeVar("_T")
def heapify(heap: list[_T], /) -> None: ...
def heappush(heap: list[_T], value: _T, /) -> None: ...
def heappop(heap: list[_T], /) -> _T:
    """Takes out the smallest."""
