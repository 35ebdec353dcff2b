"""The board's files and folders, and the board itself."""

from typing import Any, Iterator

sep: str
def listdir(path: str = ..., /) -> list[str]:
    """The names in a folder."""
def ilistdir(path: str = ..., /) -> Iterator[tuple[Any, ...]]:
    """What is in a folder, one by one: (name, kind, number, size)."""
def mkdir(path: str, /) -> None:
    """Makes a folder."""
def rmdir(path: str, /) -> None:
    """Removes a folder that is empty."""
def remove(path: str, /) -> None:
    """Removes a file."""
def unlink(path: str, /) -> None:
    """Removes a file."""
def rename(old: str, new: str, /) -> None:
    """Gives a file or folder another name or place."""
def stat(path: str, /) -> tuple[int, ...]:
    """Facts of a file; [6] is its size in bytes."""
def statvfs(path: str, /) -> tuple[int, ...]:
    """Facts of the board's storage; [0] * [3] is what is free, in bytes."""
def getcwd() -> str:
    """The folder that names are looked for in."""
def chdir(path: str, /) -> None:
    """Goes to another folder."""
def sync() -> None:
    """Brings everything onto the flash."""
class _Name(tuple[str, ...]):
    sysname: str
    nodename: str
    release: str
    version: str
    machine: str
def uname() -> _Name:
    """What board this is, and which version of MicroPython."""
def urandom(size: int, /) -> bytes:
    """So many random bytes."""
def dupterm(stream: Any, index: int = 0, /) -> Any:
    """Uses another stream as the console as well."""
def dupterm_notify(value: Any, /) -> None: ...
def mount(device: Any, path: str, *, readonly: bool = False) -> None:
    """Makes the files of another storage visible, for one a memory card."""
def umount(path: Any, /) -> None:
    """Takes a storage away again."""
class VfsFat:
    def __init__(self, device: Any, /) -> None: ...
    @staticmethod
    def mkfs(device: Any, /) -> None: ...
class VfsLfs2:
    def __init__(self, device: Any, /, *, readsize: int = 32, progsize: int = 32, lookahead: int = 32, mtime: bool = True) -> None: ...
    @staticmethod
    def mkfs(device: Any, /, *, readsize: int = 32, progsize: int = 32, lookahead: int = 32) -> None: ...
