# Imported once while the board starts: completes `os` and `builtins` to what firmware has.
import builtins
import gc
import os
import sys
from collections import namedtuple

import machine
from _native import READ_LINE, call

_uname_type = namedtuple("uname", ("sysname", "nodename", "release", "version", "machine"))
_release = ".".join(str(n) for n in sys.implementation.version[:3])
_uname = _uname_type(
    "adder",
    "adder",
    _release,
    "v" + sys.version[sys.version.index("MicroPython v") + 13 :],
    sys.implementation._machine,
)


def uname():
    return _uname


def sync():
    pass


def urandom(n):
    import random

    return bytes(random.getrandbits(8) for _ in range(n))


_list = os.ilistdir


def ilistdir(path="."):
    # The listing of a folder of the computer has no sizes.
    entries = _list(path)
    if not isinstance(path, str):
        return entries
    return _with_sizes(entries, path if path.endswith("/") else path + "/")


def _with_sizes(entries, folder):
    for entry in entries:
        if len(entry) > 3:
            yield entry
        elif entry[1] == 0x8000:
            yield (entry[0], entry[1], 0, os.stat(folder + entry[0])[6])
        else:
            yield (entry[0], entry[1], 0, 0)


def input(prompt=""):
    print(prompt, end="")
    line = call(READ_LINE)
    if line is None:
        raise EOFError
    return line


os.uname = uname
os.sync = sync
os.urandom = urandom
os.ilistdir = ilistdir
builtins.input = input
# A collection is looked for after so many bytes.
gc.threshold(262144)
