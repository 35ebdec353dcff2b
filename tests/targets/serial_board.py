#!/usr/bin/env python3
"""Makes a MicroPython for computers look like a board on a serial line. Python 3.9 or newer, Linux only.

    host  <-- pty, or stdin and stdout -->  serial_board.py  <-- pipes -->  micropython repl_shim.py

What it adds, as a board would: resets start the program again, Ctrl-C interrupts it, the line has a rate, a delay
and a small receive buffer. The board's "/" is a littlefs image in a file, NEVER a folder of this machine: programs
and tests under way on a board delete files.
"""

import argparse
import json
import os
import select
import signal
import sys
import termios
import time
import tty

from line import Line
from micropython_process import CTRL_C, MicroPythonProcess

HERE = os.path.dirname(os.path.realpath(__file__))
READ_SIZE = 64 * 1024

# The exit codes of repl_shim.py: what the next life begins with.
EXIT_TO_FRIENDLY, EXIT_TO_RAW, EXIT_HARD_RESET = 0, 10, 11
# A program that ends in any other way this often, with no word from the host in between, can't start at all.
MAX_CRASHES = 3


class Board:
    def __init__(self, options, host_in, host_out):
        self.options = options
        self.host_in = host_in
        self.host_out = host_out
        self.to_board = Line(options.rate, options.latency)
        self.to_host = Line(options.rate, options.latency)
        self.arrived = b""  # at the host's end, not yet taken by the host
        self.at_board = bytearray()  # at the board's end, not yet taken by its program
        self.lost = 0  # bytes for which the receive buffer had no room
        self.crashes = 0
        self.life = self.start("friendly")

    def start(self, mode):
        o = self.options
        heap = ["-X", "heapsize=%dk" % o.heap] if o.heap else []
        shim = os.path.join(HERE, "repl_shim.py")
        up = o.image + ".up"
        settings = [mode, o.image, str(o.blocks), o.raw_paste, str(o.window), up]
        return MicroPythonProcess([o.micropython, *heap, shim, *settings], up)

    def reset(self):
        """The program has ended: the next life begins, in the REPL mode that the last one was in."""
        while True:
            rest = self.life.read(READ_SIZE)
            if not rest:
                break
            self.to_host.send(rest, time.monotonic())
        unread = self.life.take_unread()
        code = self.life.close()
        if code not in (EXIT_TO_FRIENDLY, EXIT_TO_RAW, EXIT_HARD_RESET):
            self.crashes += 1
        is_soft = code in (EXIT_TO_FRIENDLY, EXIT_TO_RAW)
        if self.options.once:
            self.flush()
            sys.exit(0 if is_soft else code)  # as MicroPython for computers 1.27 and newer ends: without a word
        if self.crashes >= MAX_CRASHES:
            self.flush()
            sys.exit("MicroPython ends again and again")
        if is_soft:
            self.to_host.send(b"MPY: soft reboot\r\n", time.monotonic())
        self.life = self.start("raw" if code == EXIT_TO_RAW else "friendly")
        if code == EXIT_HARD_RESET:
            self.at_board.clear()
        else:
            self.life.write(unread)  # a soft reset leaves the receive buffer as it is

    def deliver_to_board(self):
        """Hands over what has arrived, as far as the program takes it; a UART loses the rest."""
        self.crashes = 0
        while self.at_board:
            if self.at_board.startswith(CTRL_C) and self.life.press_ctrl_c():
                del self.at_board[:1]
                continue
            end = self.at_board.find(CTRL_C, 1)
            piece = self.at_board[:end] if end > 0 else self.at_board
            size = len(piece)
            if self.options.receive_buffer:
                room = max(0, self.options.receive_buffer - self.life.unread())
                self.life.write(piece[:room])
                self.lost += max(0, size - room)
                taken = size
            else:
                taken = self.life.write(piece)
            del self.at_board[:taken]
            if taken < size:
                return

    def deliver_to_host(self):
        try:
            self.arrived = self.arrived[os.write(self.host_out, self.arrived) :]
        except BlockingIOError:
            pass

    def flush(self):
        """Gives the host the last words, if it takes them."""
        os.set_blocking(self.host_out, True)
        while self.to_host.next_arrival() is not None:
            time.sleep(max(0, self.to_host.next_arrival() - time.monotonic()))
            self.arrived += self.to_host.receive(time.monotonic())
        while self.arrived:
            self.deliver_to_host()

    def wait(self):
        """Waits until there is something to do; returns the descriptors that can be read."""
        sources = [self.life.end]
        if self.to_board.room() and not self.at_board:
            sources.append(self.host_in)
        if self.to_host.room() and len(self.arrived) < READ_SIZE:
            sources.append(self.life.output)
        if self.options.watch_stdin:
            sources.append(sys.stdin.fileno())
        arrivals = [line.next_arrival() for line in (self.to_board, self.to_host)]
        arrivals = [moment for moment in arrivals if moment is not None]
        timeout = max(0, min(arrivals) - time.monotonic()) if arrivals else None
        sinks = [self.host_out] if self.arrived else []
        if self.at_board:
            sinks.append(self.life.input)
        return select.select(sources, sinks, [], timeout)[0]

    def answer_owner(self):
        """Each line on stdin asks for the counts of this board's life so far, one line of JSON."""
        asked = os.read(sys.stdin.fileno(), READ_SIZE)
        if not asked:
            sys.exit(0)  # who started this board is gone
        for _ in range(asked.count(b"\n")):
            counts = {"toBoard": self.to_board.total, "toHost": self.to_host.total, "lost": self.lost}
            print(json.dumps(counts), flush=True)

    def read_host(self):
        try:
            data = os.read(self.host_in, self.to_board.room())
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            sys.exit(0)  # the host has hung up
        self.to_board.send(data, time.monotonic())

    def run(self):
        while True:
            readable = self.wait()
            if self.options.watch_stdin and sys.stdin.fileno() in readable:
                self.answer_owner()
            if self.host_in in readable:
                self.read_host()
            if self.life.end in readable:
                self.reset()
            elif self.life.output in readable:
                self.to_host.send(self.life.read(self.to_host.room()), time.monotonic())
            now = time.monotonic()
            self.at_board += self.to_board.receive(now)
            if self.at_board:
                self.deliver_to_board()
            self.arrived += self.to_host.receive(now)
            if self.arrived:
                self.deliver_to_host()


def open_link(path):
    """A pty with a name of its own: what a port's device file is for a board."""
    controller, terminal = os.openpty()
    tty.setraw(terminal)
    os.set_blocking(controller, False)
    if os.path.islink(path):
        os.unlink(path)
    os.symlink(os.ttyname(terminal), path)
    # `terminal` stays open on purpose: the board does not go away when the host closes the port.
    return controller


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    end = parser.add_mutually_exclusive_group(required=True)
    end.add_argument("--link", metavar="PATH", help="be a port: a symbolic link to a pty")
    end.add_argument("--stdio", action="store_true", help="talk on stdin and stdout")
    parser.add_argument("--micropython", required=True, metavar="PROGRAM")
    parser.add_argument("--image", required=True, metavar="FILE", help="the board's flash; made if missing")
    parser.add_argument("--blocks", type=int, default=512, help="size of a new image in 4096-byte blocks")
    parser.add_argument("--heap", type=int, default=0, help="the board's RAM in kilobytes; 0 = MicroPython's own choice")
    parser.add_argument("--fixed-heap", action="store_true", help="from the first byte that comes on, the heap cannot grow")
    parser.add_argument("--rate", type=float, default=0, help="bytes a second each way (11520 = 115200 baud); 0 = no limit")
    parser.add_argument("--latency", type=float, default=0, help="seconds that each byte is late")
    parser.add_argument("--receive-buffer", type=int, default=0, help="unread bytes beyond so many are lost; 0 = none are")
    parser.add_argument("--raw-paste", choices=("supported", "refused", "unknown"), default="supported")
    parser.add_argument("--window", type=int, default=128, help="of raw paste")
    parser.add_argument("--once", action="store_true", help="end at the first reset instead of starting again")
    parser.add_argument("--watch-stdin", action="store_true", help="with --link: end when stdin ends; a line there asks how many bytes have passed")
    return parser.parse_args()


def main():
    options = parse_arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    modes = None
    if options.stdio:
        # Before the terminal is raw, Ctrl-C is a signal. It means the board, which is not there yet.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        host_in, host_out = sys.stdin.fileno(), sys.stdout.fileno()
        if os.isatty(host_in):
            modes = termios.tcgetattr(host_in)
            tty.setraw(host_in, termios.TCSANOW)
        os.set_blocking(host_out, False)
    else:
        host_in = host_out = open_link(options.link)
    board = Board(options, host_in, host_out)
    if options.link:
        print("ready", flush=True)
    try:
        board.run()
    finally:
        board.life.close()
        if options.link:
            os.unlink(options.link)
        else:
            os.set_blocking(host_out, True)  # it may be shared with a shell
        if modes:
            termios.tcsetattr(host_in, termios.TCSANOW, modes)


if __name__ == "__main__":
    main()
