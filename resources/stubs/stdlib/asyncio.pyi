"""Several things at once: functions that wait for each other's pauses."""

from typing import Any, Awaitable, Coroutine, Generator, TypeVar

_T = TypeVar("_T")

class CancelledError(BaseException):
    """The task was cancelled."""
class TimeoutError(Exception):
    """It took too long."""

class Task(Awaitable[_T]):
    """Something that runs beside the rest; await it to get its result."""
    def cancel(self) -> bool:
        """Ends it."""
    def done(self) -> bool:
        """Has it ended?"""
    def __await__(self) -> Generator[Any, Any, _T]: ...

class Event:
    """Something that others wait for."""
    def is_set(self) -> bool:
        """Has it happened?"""
    def set(self) -> None:
        """It happens: those who wait go on."""
    def clear(self) -> None:
        """As if it had not happened yet."""
    async def wait(self) -> bool:
        """Waits until it happens."""

class ThreadSafeFlag:
    """Like Event, and may be set from an interrupt; one waits at a time."""
    def set(self) -> None: ...
    def clear(self) -> None: ...
    async def wait(self) -> None: ...

class Lock:
    """Only one at a time: async with lock."""
    def locked(self) -> bool: ...
    async def acquire(self) -> bool: ...
    def release(self) -> None: ...
    async def __aenter__(self) -> None: ...
    async def __aexit__(self, kind: Any, value: Any, traceback: Any) -> None: ...

class StreamReader:
    """What comes over a connection."""
    def __init__(self, stream: Any, extra: dict[str, Any] = ...) -> None: ...
    def get_extra_info(self, name: str) -> Any: ...
    def close(self) -> None: ...
    async def wait_closed(self) -> None: ...
    async def read(self, size: int = -1) -> bytes:
        """Reads what has come, so many bytes at most."""
    async def readinto(self, buf: bytearray) -> int: ...
    async def readexactly(self, size: int) -> bytes:
        """Reads exactly so many bytes."""
    async def readline(self) -> bytes:
        """Reads a line."""
class StreamWriter(StreamReader):
    """What goes over a connection."""
    def write(self, buf: bytes | bytearray | str) -> None:
        """Takes bytes to be sent; drain() sends them."""
    async def drain(self) -> None:
        """Sends what was written."""

class Loop:
    def create_task(self, coroutine: Coroutine[Any, Any, _T]) -> Task[_T]: ...
    def run_forever(self) -> None: ...
    def run_until_complete(self, awaitable: Awaitable[_T]) -> _T: ...
    def stop(self) -> None: ...
    def close(self) -> None: ...
    def set_exception_handler(self, handler: Any) -> None: ...
    def get_exception_handler(self) -> Any: ...
    def default_exception_handler(self, context: dict[str, Any]) -> None: ...
    def call_exception_handler(self, context: dict[str, Any]) -> None: ...

async def sleep(seconds: float) -> None:
    """Lets others run for so many seconds: await asyncio.sleep(1)."""
async def sleep_ms(ms: int) -> None:
    """Lets others run for so many milliseconds: await asyncio.sleep_ms(100)."""
async def wait_for(awaitable: Awaitable[_T], timeout: float) -> _T:
    """Waits so many seconds at most."""
async def wait_for_ms(awaitable: Awaitable[_T], timeout: int) -> _T:
    """Waits so many milliseconds at most."""
async def gather(*awaitables: Awaitable[Any], return_exceptions: bool = False) -> list[Any]:
    """Runs several at once and gives all their results."""
def run(coroutine: Coroutine[Any, Any, _T]) -> _T:
    """Runs an async function until it ends: asyncio.run(main())."""
def create_task(coroutine: Coroutine[Any, Any, _T]) -> Task[_T]:
    """Starts an async function beside this one."""
def current_task() -> Task[Any]:
    """The task that runs now."""
def get_event_loop() -> Loop: ...
def new_event_loop() -> Loop:
    """Forgets everything from earlier runs."""
async def open_connection(host: str, port: int, ssl: Any = None) -> tuple[StreamReader, StreamWriter]:
    """Connects over the network: (reader, writer)."""
async def start_server(callback: Any, host: str, port: int, backlog: int = 5, ssl: Any = None) -> Any:
    """Lets others connect; callback(reader, writer) is called for each."""
