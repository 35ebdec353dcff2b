"""Wi-Fi and other ways into the network."""

from typing import Any, overload

class WLAN:
    """The Wi-Fi of the board."""
    IF_STA: int
    """The board goes into a Wi-Fi that is there."""
    IF_AP: int
    """The board makes a Wi-Fi of its own."""
    SEC_OPEN: int
    SEC_WEP: int
    SEC_WPA: int
    SEC_WPA2: int
    SEC_WPA_WPA2: int
    SEC_WPA3: int
    SEC_WPA2_WPA3: int
    PM_NONE: int
    """No saving of power: answers fastest."""
    PM_PERFORMANCE: int
    PM_POWERSAVE: int
    def __init__(self, interface: int = ..., /) -> None:
        """Takes the Wi-Fi; network.WLAN.IF_STA goes into one, network.WLAN.IF_AP makes one."""
    @overload
    def active(self) -> bool:
        """Is the Wi-Fi on? active(True) switches it on."""
    @overload
    def active(self, is_active: bool | int, /) -> bool: ...
    def connect(self, ssid: str | bytes | None = None, key: str | bytes | None = None, *, bssid: bytes | None = None, **kwargs: Any) -> None:
        """Goes into a Wi-Fi by its name and password. It takes some seconds: ask isconnected()."""
    def disconnect(self) -> None:
        """Leaves the Wi-Fi."""
    def isconnected(self) -> bool:
        """Is the board in the Wi-Fi, with an address?"""
    def scan(self) -> list[tuple[bytes, bytes, int, int, int, int]]:
        """The Wi-Fis in reach: (name, address, channel, strength, security, hidden)."""
    def status(self, param: str = ..., /) -> Any:
        """How it stands; status("rssi") is the strength of the signal."""
    def ifconfig(self, addresses: tuple[str, str, str, str] = ..., /) -> tuple[str, str, str, str]:
        """(address, mask, gateway, name server): tells or sets them."""
    def ipconfig(self, *args: str, **kwargs: Any) -> Any:
        """Tells or sets addresses: ipconfig("addr4")."""
    def config(self, *args: str, **kwargs: Any) -> Any:
        """Tells or sets details: config("mac"), config(ssid="MyBoard", key="12345678")."""

class LAN:
    """A network cable."""
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
    def active(self, is_active: bool = ..., /) -> bool: ...
    def isconnected(self) -> bool: ...
    def status(self, param: str = ..., /) -> Any: ...
    def ifconfig(self, addresses: tuple[str, str, str, str] = ..., /) -> tuple[str, str, str, str]: ...
    def ipconfig(self, *args: str, **kwargs: Any) -> Any: ...
    def config(self, *args: str, **kwargs: Any) -> Any: ...

class PPP:
    """A network over a serial line. ESP32 only."""
    def __init__(self, stream: Any, /) -> None: ...
    def active(self, is_active: bool = ..., /) -> bool: ...
    def connect(self, *args: Any, **kwargs: Any) -> None: ...
    def isconnected(self) -> bool: ...

STA_IF: int
"""The board goes into a Wi-Fi that is there."""
AP_IF: int
"""The board makes a Wi-Fi of its own."""
AUTH_OPEN: int
AUTH_WEP: int
AUTH_WPA_PSK: int
AUTH_WPA2_PSK: int
AUTH_WPA_WPA2_PSK: int
AUTH_WPA3_PSK: int
STAT_IDLE: int
"""WLAN.status(): nothing was asked for."""
STAT_CONNECTING: int
"""WLAN.status(): it is trying."""
STAT_GOT_IP: int
"""WLAN.status(): it is in the network."""
STAT_WRONG_PASSWORD: int
"""WLAN.status(): the password is wrong."""
STAT_NO_AP_FOUND: int
"""WLAN.status(): no Wi-Fi of that name is in reach."""
STAT_CONNECT_FAIL: int
"""WLAN.status(): it failed."""
def hostname(name: str = ..., /) -> str:
    """The name of the board in the network: tells or sets it."""
def country(code: str = ..., /) -> str:
    """Where the board is, for the rules of Wi-Fi: country("DE")."""
def phy_mode(mode: int = ..., /) -> int: ...
def ipconfig(*args: str, **kwargs: Any) -> Any: ...
