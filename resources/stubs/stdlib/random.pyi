"""Random numbers."""

from typing import Sequence, TypeVar

_T = TypeVar("_T")

def choice(values: Sequence[_T] | list[_T] | tuple[_T, ...] | str, /) -> _T:
    """One of the values."""
def getrandbits(bits: int, /) -> int:
    """A whole number of so many random bits."""
def randint(a: int, b: int, /) -> int:
    """A whole number from a to b, both possible."""
def random() -> float:
    """A number from 0 up to (not including) 1."""
def randrange(start: int, stop: int = ..., step: int = 1, /) -> int:
    """A whole number from start up to (not including) stop."""
def seed(n: int | None = None, /) -> None:
    """The same seed gives the same numbers again."""
def uniform(a: float, b: float, /) -> float:
    """A number between a and b."""
