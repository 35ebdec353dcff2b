"""Bluetooth Low Energy."""

from typing import Any, Callable

FLAG_BROADCAST: int
FLAG_READ: int
"""Others may read it."""
FLAG_WRITE: int
"""Others may write it."""
FLAG_WRITE_NO_RESPONSE: int
FLAG_NOTIFY: int
"""Others are told when it changes."""
FLAG_INDICATE: int
FLAG_AUTHENTICATED_SIGNED_WRITE: int

class UUID:
    """The number of a service or a value."""
    def __init__(self, value: int | str | bytes, /) -> None: ...

class BLE:
    """The Bluetooth of the board."""
    def active(self, is_active: bool = ..., /) -> bool:
        """Is it on? active(True) switches it on."""
    def config(self, *args: str, **kwargs: Any) -> Any:
        """Tells or sets details: config("mac"), config(gap_name="MyBoard")."""
    def irq(self, handler: Callable[[int, Any], Any], /) -> None:
        """Calls a function with (event, data) when something happens."""
    def gap_advertise(self, interval_us: int | None, adv_data: bytes | None = None, *, resp_data: bytes | None = None, connectable: bool = True) -> None:
        """Tells others of the board, every so many microseconds; None ends it."""
    def gap_scan(self, duration_ms: int | None, interval_us: int = 1280000, window_us: int = 11250, active: bool = False, /) -> None:
        """Looks for devices for so many milliseconds; None ends it."""
    def gap_connect(self, addr_type: int | None, addr: bytes | None = None, scan_duration_ms: int = 2000, min_conn_interval_us: int | None = None, max_conn_interval_us: int | None = None, /) -> None:
        """Connects to a device."""
    def gap_disconnect(self, conn_handle: int, /) -> bool:
        """Ends a connection."""
    def gap_pair(self, conn_handle: int, /) -> None: ...
    def gap_passkey(self, conn_handle: int, action: int, passkey: int, /) -> None: ...
    def gatts_register_services(self, services: Any, /) -> Any:
        """Says what the board offers; gives the handles of its values."""
    def gatts_read(self, handle: int, /) -> bytes:
        """The value that the board offers."""
    def gatts_write(self, handle: int, data: bytes, send_update: bool = False, /) -> None:
        """Sets a value that the board offers."""
    def gatts_notify(self, conn_handle: int, handle: int, data: bytes = ..., /) -> None:
        """Tells the other side of a value."""
    def gatts_indicate(self, conn_handle: int, handle: int, data: bytes = ..., /) -> None: ...
    def gatts_set_buffer(self, handle: int, size: int, append: bool = False, /) -> None: ...
    def gattc_discover_services(self, conn_handle: int, uuid: UUID = ..., /) -> None: ...
    def gattc_discover_characteristics(self, conn_handle: int, start: int, end: int, uuid: UUID = ..., /) -> None: ...
    def gattc_discover_descriptors(self, conn_handle: int, start: int, end: int, /) -> None: ...
    def gattc_read(self, conn_handle: int, handle: int, /) -> None: ...
    def gattc_write(self, conn_handle: int, handle: int, data: bytes, mode: int = 0, /) -> None: ...
    def gattc_exchange_mtu(self, conn_handle: int, /) -> None: ...
    def l2cap_listen(self, psm: int, mtu: int, /) -> None: ...
    def l2cap_connect(self, conn_handle: int, psm: int, mtu: int, /) -> None: ...
    def l2cap_disconnect(self, conn_handle: int, cid: int, /) -> None: ...
    def l2cap_send(self, conn_handle: int, cid: int, data: bytes, /) -> bool: ...
    def l2cap_recvinto(self, conn_handle: int, cid: int, buf: bytearray | None, /) -> int: ...
