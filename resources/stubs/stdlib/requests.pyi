"""Web pages and web services."""

from typing import Any

class Response:
    """What the server answered."""
    status_code: int
    """200 is good, 404 not found."""
    reason: bytes
    headers: dict[str, str]
    @property
    def text(self) -> str:
        """The answer as text."""
    @property
    def content(self) -> bytes:
        """The answer as bytes."""
    def json(self) -> Any:
        """The answer as values, when it is JSON."""
    def close(self) -> None:
        """Frees the connection: do it always."""
def request(method: str, url: str, data: Any = None, json: Any = None, headers: dict[str, str] = ..., stream: Any = None, auth: Any = None, timeout: float | None = None, parse_headers: bool = True) -> Response: ...
def get(url: str, **kwargs: Any) -> Response:
    """Fetches a page: get("http://example.com").text."""
def post(url: str, **kwargs: Any) -> Response:
    """Sends data: post(url, json={"value": 1})."""
def put(url: str, **kwargs: Any) -> Response: ...
def patch(url: str, **kwargs: Any) -> Response: ...
def delete(url: str, **kwargs: Any) -> Response: ...
def head(url: str, **kwargs: Any) -> Response: ...
