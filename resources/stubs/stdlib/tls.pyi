"""Encrypted connections."""

from typing import Any

CERT_NONE: int
CERT_OPTIONAL: int
CERT_REQUIRED: int
PROTOCOL_TLS_CLIENT: int
PROTOCOL_TLS_SERVER: int
class SSLContext:
    verify_mode: int
    def __init__(self, protocol: int, /) -> None: ...
    def load_cert_chain(self, certfile: Any, keyfile: Any) -> None: ...
    def load_verify_locations(self, cafile: Any = None, cadata: Any = None) -> None: ...
    def wrap_socket(self, sock: Any, *, server_side: bool = False, do_handshake_on_connect: bool = True, server_hostname: str | None = None) -> Any: ...
def wrap_socket(sock: Any, server_side: bool = False, key: Any = None, cert: Any = None, cert_reqs: int = 0, cadata: Any = None, server_hostname: str | None = None, do_handshake: bool = True) -> Any:
    """Makes a connection encrypted."""
