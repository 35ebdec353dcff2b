"""Sets the board's clock from the internet."""

host: str
timeout: int
def time() -> int:
    """Asks for the time: seconds since the board's first day."""
def settime() -> None:
    """Asks for the time and sets the board's clock to it (world time)."""
