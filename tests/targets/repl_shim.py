# The REPL of a board, written in MicroPython, for a MicroPython for computers that has no raw REPL of its own
# (Debian's 1.25). It behaves as shared/runtime/pyexec.c does on a board: friendly REPL, paste mode, raw REPL, raw
# paste, boot.py and main.py. serial_board.py runs it on pipes, and starts it again after each reset:
#
#   micropython repl_shim.py friendly|raw IMAGE BLOCKS supported|refused|unknown WINDOW
#
# Different from a board: print() ends lines in \n alone; there are no pins; the clock and the speed are the computer's.
import io
import micropython
import os
import sys
import vfs

CTRL_A, CTRL_B, CTRL_C, CTRL_D, CTRL_E = 1, 2, 3, 4, 5
BACKSPACE, LF, CR, ESC, DELETE = 8, 10, 13, 27, 127
END = b"\x04"
BLOCK = 4096

# The exit codes that serial_board.py knows: what the next life begins with.
EXIT_TO_FRIENDLY, EXIT_TO_RAW, EXIT_HARD_RESET = 0, 10, 11

put = sys.stdout.buffer.write


def get():
    byte = sys.stdin.buffer.read(1)
    if not byte:
        sys.exit(EXIT_TO_FRIENDLY)  # unplugged
    return byte[0]


class Flash:
    """A flash chip kept in a file."""

    def __init__(self, path, blocks):
        try:
            self.file = open(path, "r+b")
            self.blocks = self.file.seek(0, 2) // BLOCK
            self.is_new = False
        except OSError:
            self.file = open(path, "w+b")
            self.blocks = blocks
            self.is_new = True
            for _ in range(blocks):
                self.file.write(b"\xff" * BLOCK)

    def readblocks(self, block, buffer, offset=0):
        self.file.seek(block * BLOCK + offset)
        self.file.readinto(buffer)

    def writeblocks(self, block, buffer, offset=0):
        self.file.seek(block * BLOCK + offset)
        self.file.write(buffer)

    def ioctl(self, operation, _):
        if operation == 4:
            return self.blocks
        if operation == 5:
            return BLOCK
        return 0


def mount_image(path, blocks):
    """From here on "/" is the image: nothing of this machine can be seen or harmed."""
    flash = Flash(path, blocks)
    if flash.is_new:
        vfs.VfsLfs2.mkfs(flash)
    root = vfs.VfsLfs2(flash)
    vfs.umount("/")
    vfs.mount(root, "/")
    os.chdir("/")
    sys.path[:] = ["", ".frozen", "/lib"]


class Machine:
    """The machine module, with the resets that MicroPython for computers lacks."""

    def __init__(self):
        import machine

        self._original = machine
        self._hard = False

    def reset(self):
        self._hard = True
        sys.exit()

    def soft_reset(self):
        sys.exit()

    def __getattr__(self, name):
        return getattr(self._original, name)


def settle():
    """Lets a Ctrl-C of the last moment show itself: MicroPython looks for one at each turn of a loop."""
    for _ in range(2):
        pass


class Program:
    """What the user's code lives in."""

    def __init__(self):
        self.names = {"__name__": "__main__"}

    def run(self, source, kind, name="<stdin>", framed=False):
        """Returns True if the code asks for a reset. framed: as the raw REPL ends output and errors."""
        asks_reset = False
        error = None
        try:
            code = compile(source, name, kind)
            source = None
            try:
                micropython.kbd_intr(CTRL_C)
                exec(code, self.names)
            finally:
                micropython.kbd_intr(-1)
                settle()
        except SystemExit:
            asks_reset = True
            # A hard reset comes in the middle of everything: nothing ends.
            framed = framed and not sys.modules["machine"]._hard
        except BaseException as exception:
            error = exception
        if framed:
            put(END)
        if error is not None:
            self.show(error)
        if framed:
            put(END)
        return asks_reset

    def run_file(self, name):
        try:
            with open(name) as file:
                source = file.read()
        except OSError:
            return False
        return self.run(source, "exec", name)

    def show(self, error):
        text = io.StringIO()
        sys.print_exception(error, text)
        for line in text.getvalue().split("\n"):
            if line and not line.startswith('  File "%s"' % __file__):
                put(line.encode() + b"\r\n")


class RawRepl:
    def __init__(self, program, raw_paste, window):
        self.program = program
        self.raw_paste = raw_paste
        self.window = window

    def talk(self):
        """Returns True for a reset, False for the friendly REPL."""
        greet = True
        while True:
            if greet:
                put(b"raw REPL; CTRL-B to exit\r\n")
            put(b">")
            end, code = self.read_code()
            greet = end == CTRL_A and not self.is_paste_request(code)
            if end == CTRL_B:
                put(b"\r\n")
                return False
            if end == CTRL_D:
                put(b"OK")
                if not code:
                    put(b"\r\n")
                    return True
                if self.program.run(bytes(code), "exec", framed=True):
                    return True
            elif not greet and self.paste(code):
                return True

    def read_code(self):
        """Reads up to a Ctrl-A, Ctrl-B or Ctrl-D; Ctrl-C throws away what came so far."""
        code = bytearray()
        while True:
            byte = get()
            if byte in (CTRL_A, CTRL_B, CTRL_D):
                return byte, code
            if byte == CTRL_C:
                code = bytearray()
            else:
                code.append(byte)

    def is_paste_request(self, code):
        return self.raw_paste != "unknown" and len(code) == 2 and code[0] == CTRL_E

    def paste(self, request):
        """Returns True for a reset."""
        if self.raw_paste == "refused" or request[1] != ord("A"):
            put(b"R\x00")
            return False
        put(b"R\x01")
        put(bytes([self.window & 0xFF, self.window >> 8, 1]))
        code = bytearray()
        room = self.window
        while True:
            byte = get()
            if byte == CTRL_D:
                put(END)
                return self.program.run(bytes(code), "exec", framed=True)
            if byte == CTRL_C:
                put(END)
                put(END + b"KeyboardInterrupt: \r\n" + END)
                return False
            code.append(byte)
            room -= 1
            if room == 0:
                put(b"\x01")
                room = self.window


COMPOUND = ("if", "while", "for", "try", "with", "def", "class", "async")


def wants_more(text):
    """Whether a line typed at the prompt goes on: an open bracket or string, or a block without its empty line."""
    depth = 0
    quote = ""
    position = 0
    while position < len(text):
        rest = text[position:]
        step = 1
        if quote:
            if rest[0] == "\\":
                step = 2
            elif rest.startswith(quote):
                step = len(quote)
                quote = ""
        elif rest[0] in "'\"":
            quote = rest[0] * 3 if rest.startswith(rest[0] * 3) else rest[0]
            step = len(quote)
        elif rest[0] == "#":
            end = rest.find("\n")
            step = len(rest) if end < 0 else end
        elif rest[0] in "([{":
            depth += 1
        elif rest[0] in ")]}":
            depth -= 1
        position += step
    if depth > 0 or len(quote) == 3 or text.endswith("\\"):
        return True
    word = ""
    for character in text:
        if not ("a" <= character <= "z"):
            break
        word += character
    return (word in COMPOUND or text.startswith("@")) and not text.endswith("\n")


class FriendlyRepl:
    def __init__(self, program):
        self.program = program

    def talk(self):
        """Returns True for a reset, False for the raw REPL."""
        self.greet()
        while True:
            line = self.read_line(b">>> ")
            if isinstance(line, str):
                if line and self.run_lines(line):
                    return True
                continue
            put(b"\r\n")
            if line == CTRL_A:
                return False
            if line == CTRL_D:
                return True
            if line == CTRL_B:
                self.greet()
            elif line == CTRL_E and self.paste():
                return True

    def greet(self):
        version = sys.version.split("; ")[1]
        put(version.encode() + b"; " + sys.implementation._machine.encode() + b"\r\n")
        put(b'Type "help()" for more information.\r\n')

    def run_lines(self, text):
        """Returns True for a reset."""
        while wants_more(text):
            line = self.read_line(b"... ")
            if line == CTRL_C:
                put(b"\r\n")
                return False
            if isinstance(line, str):
                text += "\n" + line
            elif line == CTRL_D:
                put(b"\r\n")
                break
        return self.program.run(text, "single")

    def read_line(self, prompt):
        """Returns the line, or the control character that was typed instead of one."""
        put(prompt)
        line = bytearray()
        while True:
            byte = get()
            if byte == CTRL_C or (not line and byte in (CTRL_A, CTRL_B, CTRL_D, CTRL_E)):
                return byte
            if byte == CR or byte == LF:
                put(b"\r\n")
                return line.decode()
            if byte == BACKSPACE or byte == DELETE:
                if line:
                    line = line[:-1]
                    put(b"\b\x1b[K")
            elif byte == ESC:
                self.skip_key()
            elif byte >= 32 or byte == 9:
                line.append(byte)
                put(bytes([byte]))

    def skip_key(self):
        """Arrow keys and their like: there is no history and no cursor here."""
        if get() == ord("["):
            while not 64 <= get() <= 126:
                pass

    def paste(self):
        """Returns True for a reset."""
        put(b"paste mode; Ctrl-C to cancel, Ctrl-D to finish\r\n=== ")
        text = bytearray()
        while True:
            byte = get()
            if byte == CTRL_C:
                put(b"\r\n")
                return False
            if byte == CTRL_D:
                put(b"\r\n")
                return self.program.run(bytes(text), "exec")
            text.append(LF if byte == CR else byte)
            put(b"\r\n=== " if byte == CR else bytes([byte]))


def live(mode, raw, friendly, program):
    """One life of the board: until a reset. Returns the mode that it was in."""
    if program.run_file("boot.py"):
        return mode
    if mode == "friendly" and program.run_file("main.py"):
        return mode
    while True:
        repl = raw if mode == "raw" else friendly
        if repl.talk():
            return mode
        mode = "friendly" if mode == "raw" else "raw"


def main():
    mode, image, blocks, raw_paste, window, up = sys.argv[1:]
    micropython.kbd_intr(-1)
    open(up, "w").close()
    mount_image(image, int(blocks))
    sys.argv[:] = []
    machine = sys.modules["machine"] = Machine()
    program = Program()
    raw = RawRepl(program, raw_paste, int(window))
    mode = live(mode, raw, FriendlyRepl(program), program)
    if machine._hard:
        sys.exit(EXIT_HARD_RESET)
    sys.exit(EXIT_TO_RAW if mode == "raw" else EXIT_TO_FRIENDLY)


main()
