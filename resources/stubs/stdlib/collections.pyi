"""More kinds of containers."""

from typing import Any, Generic, Iterable, Iterator, TypeVar

_T = TypeVar("_T")
_K = TypeVar("_K")
_V = TypeVar("_V")

class deque(Generic[_T]):
    """A row that is quick at both ends."""
    def __init__(self, values: Iterable[_T], maxlen: int, flags: int = 0, /) -> None:
        """With values to begin with (or ()), and for so many at most."""
    def append(self, value: _T, /) -> None:
        """Adds at the right."""
    def appendleft(self, value: _T, /) -> None:
        """Adds at the left."""
    def pop(self) -> _T:
        """Takes from the right."""
    def popleft(self) -> _T:
        """Takes from the left."""
    def extend(self, values: Iterable[_T], /) -> None: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[_T]: ...
    def __getitem__(self, index: int, /) -> _T: ...
class OrderedDict(dict[_K, _V]):
    """A dict that keeps the order in which keys came."""
def namedtuple(name: str, fields: Any, /) -> Any:
    """Makes a kind of tuple with names: Point = namedtuple("Point", ("x", "y"))."""
class defaultdict(dict[_K, _V]):
    """A dict with a value for keys that are not there."""
    def __init__(self, factory: Any = None, *args: Any, **kwargs: Any) -> None: ...
