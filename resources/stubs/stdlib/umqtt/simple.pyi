"""Messages by MQTT."""

from typing import Any, Callable

class MQTTException(Exception): ...
class MQTTClient:
    """Sends and gets messages over a server."""
    def __init__(self, client_id: str | bytes, server: str, port: int = 0, user: str | None = None, password: str | None = None, keepalive: int = 0, ssl: Any = None) -> None: ...
    def set_callback(self, f: Callable[[bytes, bytes], Any]) -> None:
        """Calls a function with (topic, message) for each message."""
    def set_last_will(self, topic: Any, msg: Any, retain: bool = False, qos: int = 0) -> None: ...
    def connect(self, clean_session: bool = True, timeout: float | None = None) -> bool:
        """Connects to the server."""
    def disconnect(self) -> None: ...
    def ping(self) -> None: ...
    def publish(self, topic: str | bytes, msg: str | bytes, retain: bool = False, qos: int = 0) -> None:
        """Sends a message."""
    def subscribe(self, topic: str | bytes, qos: int = 0) -> None:
        """Gets messages of a topic."""
    def wait_msg(self) -> Any:
        """Waits for a message."""
    def check_msg(self) -> Any:
        """Takes a message when one has come."""
