"""The bare line: what a board's port gives without any tool. Run by the bench, see conversation.py."""

import os
import select
import sys
import termios
import time
import tty

from conversation import serve

PATIENCE_S = 60
RAW_BANNER = b"raw REPL; CTRL-B to exit\r\n>"
PROMPT = b">>> "
END = b"\x04>"

# Takes so many bytes and says so: the board's own reading of its input, a program's way, not the REPL's.
TAKE = b"""import sys
n=%d
b=bytearray(2048)
m=memoryview(b)
r=sys.stdin.buffer.readinto
print('go')
while n:n-=r(m[:min(n,2048)])
"""


class Line:
    def __init__(self, port):
        self.port = os.open(port, os.O_RDWR | os.O_NOCTTY)
        tty.setraw(self.port)
        termios.tcflush(self.port, termios.TCIOFLUSH)

    def write(self, data):
        while data:
            data = data[os.write(self.port, data) :]

    def until(self, end):
        heard = b""
        deadline = time.monotonic() + PATIENCE_S
        while not heard.endswith(end):
            if not select.select([self.port], [], [], max(0, deadline - time.monotonic()))[0]:
                raise TimeoutError("waited for %r, heard %r" % (end, heard[-80:]))
            heard += os.read(self.port, 65536)
        return heard

    def ask(self, data, end):
        self.write(data)
        return self.until(end)


class Actions:
    line = None

    def open(self, request):
        self.line = Line(request["port"])
        self.line.ask(b"\r\x03\r\x01", RAW_BANNER)
        yield

    def close(self, _):
        self.line.ask(b"\r\x02", PROMPT)
        os.close(self.line.port)
        yield

    def down(self, request):
        """The board prints so many bytes; timed from the first one on."""
        self.line.write(b"print('q'*%d)\x04" % (request["bytes"] - 1))
        os.read(self.line.port, 1)
        yield
        self.line.until(END)
        yield

    def up(self, request):
        """A program on the board takes so many bytes, none of which is a Ctrl-C."""
        size = request["bytes"]
        self.line.ask(TAKE % size + b"\x04", b"go\n")
        yield
        self.line.ask(b"u" * size, END)
        yield

    def exec(self, _):
        """The shortest conversation in the raw REPL."""
        yield
        self.line.ask(b"x=1\x04", END)
        yield

    def echo(self, request):
        """Keys at the friendly prompt, one after the other."""
        self.line.ask(b"\r\x02", PROMPT)
        each = []
        for _ in range(request["times"]):
            start = time.perf_counter()
            self.line.ask(b"a", b"a")
            each.append((time.perf_counter() - start) * 1000)
        self.line.ask(b"\x03", PROMPT)
        self.line.ask(b"\x01", RAW_BANNER)
        yield {"each": each}


serve(Actions())
