"""mpremote, used as the library that it is. Run by the bench with mpremote on PYTHONPATH, see conversation.py.

It does what mpremote's own commands do: the same calls of its transport, for a copy of many files `do_filesystem_cp`.
"""

import contextlib
import os
import pty
import select
import sys
import time
import types

from mpremote.commands import do_filesystem_cp
from mpremote.transport_serial import SerialTransport

from conversation import serve

PATIENCE_S = 20


class Terminal:
    """`mpremote repl` on a terminal, as a person has it."""

    def __init__(self, port):
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            command = [sys.executable, "-m", "mpremote", "connect", port, "resume", "repl"]
            os.execv(command[0], command)

    def until(self, end):
        heard = b""
        deadline = time.monotonic() + PATIENCE_S
        while not heard.endswith(end):
            if not select.select([self.terminal], [], [], max(0, deadline - time.monotonic()))[0]:
                raise TimeoutError("waited for %r, heard %r" % (end, heard[-80:]))
            heard += os.read(self.terminal, 65536)

    def ask(self, keys, end):
        os.write(self.terminal, keys)
        self.until(end)

    def close(self):
        os.write(self.terminal, b"\x18")  # Ctrl-X
        with contextlib.suppress(OSError):  # its end
            while os.read(self.terminal, 65536):
                pass
        os.waitpid(self.pid, 0)
        os.close(self.terminal)


class Actions:
    transport = None

    def open(self, request):
        yield
        self.transport = SerialTransport(request["port"])
        self.transport.enter_raw_repl()  # with its soft reset
        yield

    def close(self, _):
        yield
        self.transport.exit_raw_repl()
        self.transport.close()
        yield

    def exec(self, request):
        yield
        for _ in range(request.get("times", 1)):
            self.transport.exec(request["code"])
        yield

    def write(self, request):
        with open(request["file"], "rb") as file:
            data = file.read()
        yield
        self.transport.fs_writefile(request["path"], data)
        yield

    def read(self, request):
        with open(request["file"], "rb") as file:
            data = file.read()
        yield
        read = self.transport.fs_readfile(request["path"])
        yield
        if read != data:
            raise ValueError("not what was written")

    def hash(self, request):
        yield {"hash": self.transport.fs_hashfile(request["path"], "sha256").hex()}

    def copy(self, request):
        """Many files into a folder, as `cp FILE ... :FOLDER` does it."""
        state = types.SimpleNamespace(transport=self.transport)
        destination = ":" + request["folder"]
        yield
        for file in request["files"]:
            with contextlib.redirect_stdout(sys.stderr):
                do_filesystem_cp(state, file, destination, multiple=True, check_hash=True)
        yield

    def echo(self, request):
        terminal = Terminal(request["port"])
        terminal.until(b"to exit this shell\r\n")
        terminal.ask(b"\r", b">>> ")
        each = []
        for _ in range(request["times"]):
            start = time.perf_counter()
            terminal.ask(b"a", b"a")
            each.append((time.perf_counter() - start) * 1000)
        terminal.ask(b"\x03", b">>> ")
        terminal.close()
        yield {"each": each}


serve(Actions())
