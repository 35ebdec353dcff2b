"""Values as text, in the form that web services speak."""

from typing import Any

def dumps(value: object, separators: tuple[str, str] | None = None) -> str:
    """A value as text."""
def loads(text: str | bytes) -> Any:
    """The value that a text stands for."""
def dump(value: object, stream: Any, separators: tuple[str, str] | None = None) -> None:
    """Writes a value to an open file."""
def load(stream: Any) -> Any:
    """Reads a value from an open file."""
