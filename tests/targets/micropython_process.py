"""The MicroPython process inside a board, on a pseudo-terminal (the inner one) that passes bytes unchanged."""

import ctypes
import fcntl
import os
import select
import signal
import struct
import subprocess
import termios

PR_SET_PDEATHSIG = 1
NO_BYTES = b""
CTRL_C = b"\x03"


def transparent_pty():
    """A pair (controller, terminal) that neither echoes nor translates nor makes signals."""
    controller, terminal = os.openpty()
    modes = termios.tcgetattr(terminal)
    input_modes, output_modes, local_modes, characters = 0, 1, 3, 6
    modes[input_modes] = modes[output_modes] = modes[local_modes] = 0
    modes[characters][termios.VMIN] = 1
    modes[characters][termios.VTIME] = 0
    termios.tcsetattr(terminal, termios.TCSANOW, modes)
    os.set_blocking(controller, False)
    return controller, terminal


class MicroPythonProcess:
    """One life of the board's program: from a reset to the next."""

    def __init__(self, command):
        self.controller, self.terminal = transparent_pty()
        prctl = ctypes.CDLL(None).prctl
        self.process = subprocess.Popen(
            command,
            stdin=self.terminal,
            stdout=self.terminal,
            stderr=self.terminal,
            start_new_session=True,
            # a board that is killed must not leave an endless loop behind
            preexec_fn=lambda: prctl(PR_SET_PDEATHSIG, signal.SIGKILL),
        )
        self.end = os.pidfd_open(self.process.pid)  # becomes readable when the process ends
        self.descriptors = (self.end, self.controller, self.terminal)

    def read(self, size):
        try:
            return os.read(self.controller, size)
        except OSError:  # nothing there, or ended
            return NO_BYTES

    def write(self, data, receive_buffer=0):
        """receive_buffer: bytes beyond so many unread ones are lost, as in a UART; 0 = wait instead"""
        if receive_buffer:
            data = data[: max(0, receive_buffer - self.unread())]
        while data:
            try:
                data = data[os.write(self.controller, data) :]
            except BlockingIOError:
                _, writable, _ = select.select([self.end], [self.controller], [])
                if not writable:
                    return  # it ended

    def unread(self):
        """How many bytes the program has not read yet."""
        answer = fcntl.ioctl(self.terminal, termios.FIONREAD, struct.pack("i", 0))
        return struct.unpack("i", answer)[0]

    def press_ctrl_c(self):
        """A running program is interrupted; one that reads raw bytes, or the REPL, gets the byte.

        MicroPython tells which by having a handler for SIGINT or not. The process is stopped during the look,
        since the signal would end it if the handler went away in between.
        """
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
