"""The memory of the program."""

def collect() -> None:
    """Frees memory that nothing uses any more."""
def enable() -> None:
    """Memory is freed by itself."""
def disable() -> None:
    """Memory is not freed by itself."""
def isenabled() -> bool: ...
def mem_alloc() -> int:
    """Bytes in use."""
def mem_free() -> int:
    """Bytes that are free."""
def threshold(amount: int = ..., /) -> int:
    """After how many bytes memory is freed."""
