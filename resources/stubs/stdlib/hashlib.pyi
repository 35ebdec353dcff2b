"""Fingerprints of data."""

class _Hash:
    def update(self, data: bytes | bytearray, /) -> None:
        """Takes in more data."""
    def digest(self) -> bytes:
        """The fingerprint of all data."""
class sha256(_Hash):
    """A safe fingerprint of 32 bytes."""
    def __init__(self, data: bytes = ..., /) -> None: ...
class sha1(_Hash):
    def __init__(self, data: bytes = ..., /) -> None: ...
class md5(_Hash):
    def __init__(self, data: bytes = ..., /) -> None: ...
