"""pyserial's own RFC 2217 server in front of its loop:// port, which echoes. Python 3.9 or newer, with pyserial.

It names its TCP port on stdout, serves the first that connects, and then writes down what is set on the port, a line each.
"""

import socket
import threading

import serial
from serial import rfc2217

NAMES = ("baudrate", "bytesize", "parity", "stopbits", "dtr", "rts", "break_condition")


def say(*words):
    print(*words, flush=True)


class Port:
    """The port, telling of what is set on it."""

    def __init__(self, port):
        self.__dict__["port"] = port

    def __getattr__(self, name):
        return getattr(self.port, name)

    def __setattr__(self, name, value):
        setattr(self.port, name, value)
        if name in NAMES:
            say(name, value)

    def reset_input_buffer(self):
        say("purge input")

    def reset_output_buffer(self):
        say("purge output")


class Network:
    def __init__(self, connection):
        self.connection = connection
        self.lock = threading.Lock()

    def write(self, data):
        with self.lock:
            self.connection.sendall(data)


def main():
    loop = serial.serial_for_url("loop://", timeout=0.05)
    loop.dtr = loop.rts = False  # as pyserial's example of a server leaves them between two clients
    server = socket.create_server(("127.0.0.1", 0))
    say(server.getsockname()[1])
    connection, _ = server.accept()
    network = Network(connection)
    manager = rfc2217.PortManager(Port(loop), network)

    def give_back():
        while True:
            data = loop.read(loop.in_waiting or 1)
            if data:
                network.write(b"".join(manager.escape(data)))

    threading.Thread(target=give_back, daemon=True).start()
    while True:
        data = connection.recv(4096)
        if not data:
            say("end")
            return
        loop.write(b"".join(manager.filter(data)))


main()
