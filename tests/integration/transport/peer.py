"""The other end of a link under test.

usage: peer.py BEHAVIOUR [--pty | --tcp HOST]

It waits for one byte, answers "ready PID\\n", and then
    echo    sends back every byte
    flood   waits for one byte more, sends FLOOD_SIZE bytes of a pattern, then echoes
    deaf    never reads again
    last    says what it has to say and ends with exit code 3
With --pty it makes a pseudo-terminal, names it on stdout, and sits behind it. With --tcp it names its port on stdout, and
serves the first that connects.
"""

import os
import signal
import socket
import sys
import time
import tty

FLOOD_SIZE = 1_000_000
LAST_WORDS = b"that was all " * 100  # less than a terminal holds: it ends though nobody reads


def write_all(fd, data):
    while data:
        data = data[os.write(fd, data) :]


def echo(reader, writer):
    while True:
        data = os.read(reader, 65536)
        if not data:
            return
        write_all(writer, data)


def main():
    behaviour, *options = sys.argv[1:]
    # no handler of Python's own: the byte 0x03 shall come as a byte
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    reader, writer = 0, 1
    if options == ["--pty"]:
        reader, slave = os.openpty()
        writer = reader
        tty.setraw(slave)
        print(os.ttyname(slave), flush=True)
    elif options[:1] == ["--tcp"]:
        family = socket.AF_INET6 if ":" in options[1] else socket.AF_INET
        server = socket.create_server((options[1], 0), family=family)
        print(server.getsockname()[1], flush=True)
        connection, _ = server.accept()
        server.close()
        reader = writer = connection.fileno()
    os.read(reader, 1)
    write_all(writer, b"ready %d\n" % os.getpid())
    if behaviour == "flood":
        os.read(reader, 1)
        write_all(writer, bytes((i * 7 + (i >> 8)) & 255 for i in range(FLOOD_SIZE)))
    if behaviour in ("echo", "flood"):
        echo(reader, writer)
    elif behaviour == "last":
        write_all(writer, LAST_WORDS)
        os._exit(3)
    else:
        time.sleep(600)


main()
