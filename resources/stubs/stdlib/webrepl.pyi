"""The board's console over the network."""

def start(port: int = 8266, password: str | None = None) -> None:
    """Lets others connect."""
def stop() -> None: ...
