"""Installs packages onto the board."""

def install(package: str, index: str | None = None, target: str | None = None, version: str | None = None, mpy: bool = True) -> None:
    """Installs a package; the board must be in a network."""
