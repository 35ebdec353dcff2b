"""The MicroPython process inside a board. It reads and writes pipes, so that every byte passes unchanged."""

import ctypes
import fcntl
import os
import signal
import struct
import subprocess
import termios

PR_SET_PDEATHSIG = 1
F_SETPIPE_SZ = 1031
NO_BYTES = b""
CTRL_C = b"\x03"

# Small, so that a program that prints without end is not far ahead of what the host has read.
PIPE_SIZE = 4096


def small_pipe():
    reader, writer = os.pipe()
    fcntl.fcntl(writer, F_SETPIPE_SZ, PIPE_SIZE)
    return reader, writer


class MicroPythonProcess:
    """One life of the board's program: from a reset to the next."""

    heap_is_fixed = False
    is_up = False

    def __init__(self, command, up):
        self.up = up  # a file that the program makes when it is up
        if os.path.exists(up):
            os.unlink(up)
        # This side's read end of the input stays open: it tells how much of it has not been read.
        self.unread_input, self.input = small_pipe()
        self.output, output_end = small_pipe()
        os.set_blocking(self.input, False)
        os.set_blocking(self.output, False)
        prctl = ctypes.CDLL(None).prctl
        self.process = subprocess.Popen(
            command,
            stdin=self.unread_input,
            stdout=output_end,
            stderr=output_end,
            start_new_session=True,
            env={**os.environ, "MALLOC_TOP_PAD_": "0"},  # malloc holds nothing back for a heap that is fixed
            # a board that is killed must not leave an endless loop behind
            preexec_fn=lambda: prctl(PR_SET_PDEATHSIG, signal.SIGKILL),
        )
        os.close(output_end)
        self.end = os.pidfd_open(self.process.pid)  # becomes readable when the process ends
        self.descriptors = (self.end, self.output, self.input, self.unread_input)

    def read(self, size):
        try:
            return os.read(self.output, size)
        except BlockingIOError:
            return NO_BYTES

    def write(self, data):
        """Returns how many bytes it takes now."""
        try:
            return os.write(self.input, data)
        except BlockingIOError:
            return 0

    def fix_heap(self):
        """From now on its heap cannot grow, as a board's cannot: MicroPython for computers takes more of the system when it is full."""
        with open("/proc/%d/statm" % self.process.pid) as statm:
            size = int(statm.read().split()[0]) * resource.getpagesize()
        resource.prlimit(self.process.pid, resource.RLIMIT_AS, (size, size))

    def unread(self):
        """How many bytes the program has not read yet."""
        answer = fcntl.ioctl(self.unread_input, termios.FIONREAD, struct.pack("i", 0))
        return struct.unpack("i", answer)[0]

    def take_unread(self):
        """What a program that has ended did not read."""
        size = self.unread()
        return os.read(self.unread_input, size) if size else NO_BYTES

    def press_ctrl_c(self):
        """A running program is interrupted; returns False where the byte itself is wanted: by a program that reads
        raw bytes, or by the REPL.

        MicroPython tells which by having a handler for SIGINT or not. The process is stopped during the look,
        since the signal would end it if the handler went away in between. Before the firmware is up it hears none.
        """
        self.is_up = self.is_up or os.path.exists(self.up)
        if not self.is_up:
            return False
        self.process.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, self.process.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
        interruptible = self.catches_sigint()
        if interruptible:
            self.process.send_signal(signal.SIGINT)
        self.process.send_signal(signal.SIGCONT)
        return interruptible

    def catches_sigint(self):
        try:
            with open("/proc/%d/status" % self.process.pid) as status:
                caught = next(line for line in status if line.startswith("SigCgt:"))
        except (OSError, StopIteration):
            return False
        return bool(int(caught.split()[1], 16) & (1 << (signal.SIGINT - 1)))

    def close(self):
        """Ends it, if it has not ended, and returns its exit code."""
        self.process.kill()
        code = self.process.wait()
        for descriptor in self.descriptors:
            os.close(descriptor)
        self.descriptors = ()
        return code
