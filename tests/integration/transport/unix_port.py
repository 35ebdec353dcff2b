"""The ends of MicroPython's unix port 1.27 and newer, byte for byte, and nothing else of it: it reads one byte at a time and
takes no more of its terminal than that. In the raw REPL it runs CPython."""

import contextlib
import io
import os
import sys

GREETING = b"raw REPL; CTRL-B to exit\r\n>"


def put(data):
    while data:
        data = data[os.write(1, data) :]


def friendly():
    put(b"MicroPython v1.29.0 on 2026-08-19; linux [GCC 12.2.0] version\r\n")
    put(b'Type "help()" for more information.\r\n>>> ')
    while True:
        byte = os.read(0, 1)
        if byte == b"\x04":
            put(b"\r\n")
            sys.exit(0)
        if byte == b"\x01":
            put(b"\r\n")
            return raw()


def raw():
    put(GREETING)
    code = b""
    while True:
        byte = os.read(0, 1)
        if byte != b"\x04":
            code += byte
            continue
        put(b"OK")
        if not code:
            put(b"\r\n")
            sys.exit(0)
        out = io.StringIO()
        status = None
        try:
            with contextlib.redirect_stdout(out):
                exec(code.decode(), {})
        except SystemExit as end:
            status = end.code or 0
        put(out.getvalue().encode() + b"\x04\x04")
        if status is not None:
            sys.exit(status)
        put(b">")
        code = b""


friendly()
