"""Connections over the network."""

from typing import Any

AF_INET: int
AF_INET6: int
SOCK_STREAM: int
"""A connection (TCP)."""
SOCK_DGRAM: int
"""Single packets (UDP)."""
SOCK_RAW: int
SOL_SOCKET: int
SO_REUSEADDR: int
SO_BROADCAST: int
SO_KEEPALIVE: int
IPPROTO_TCP: int
IPPROTO_UDP: int
IPPROTO_IP: int
TCP_NODELAY: int
IP_ADD_MEMBERSHIP: int

class socket:
    """One end of a connection."""
    def __init__(self, af: int = ..., type: int = ..., proto: int = ..., /) -> None: ...
    def accept(self) -> tuple[socket, Any]:
        """Waits for somebody who connects: (connection, address)."""
    def bind(self, address: Any, /) -> None:
        """Takes an address of the board: ("0.0.0.0", 80)."""
    def close(self) -> None:
        """Ends the connection."""
    def connect(self, address: Any, /) -> None:
        """Connects to an address, as getaddrinfo() gives it."""
    def listen(self, backlog: int = ..., /) -> None:
        """Lets others connect."""
    def makefile(self, mode: str = "rb", buffering: int = 0, /) -> Any: ...
    def read(self, size: int = ..., /) -> bytes:
        """Reads so many bytes, or all until the end."""
    def readinto(self, buf: bytearray | memoryview, size: int = ..., /) -> int | None: ...
    def readline(self) -> bytes:
        """Reads a line."""
    def recv(self, size: int, /) -> bytes:
        """Reads what has come, so many bytes at most; empty when the other side has ended."""
    def recvfrom(self, size: int, /) -> tuple[bytes, Any]:
        """Reads a packet: (bytes, address of the sender)."""
    def send(self, data: bytes | bytearray | str, /) -> int:
        """Sends bytes; tells how many went."""
    def sendall(self, data: bytes | bytearray | str, /) -> None:
        """Sends all bytes."""
    def sendto(self, data: bytes | bytearray | str, address: Any, /) -> int:
        """Sends a packet to an address."""
    def setblocking(self, flag: bool, /) -> None:
        """False: nothing waits; what is not there at once raises an error."""
    def setsockopt(self, level: int, option: int, value: Any, /) -> None: ...
    def settimeout(self, seconds: float | None, /) -> None:
        """How long to wait at most, in seconds."""
    def write(self, data: bytes | bytearray | str, /) -> int: ...

def getaddrinfo(host: str, port: int | str, af: int = 0, type: int = 0, proto: int = 0, flags: int = 0, /) -> list[tuple[int, int, int, str, Any]]:
    """Looks up a name: getaddrinfo("example.com", 80)[0][-1] is its address."""
