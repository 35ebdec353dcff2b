# A file of the mounted folder. Reads come from a buffer that holds a part of the file or all of it. The first write is sent at once, and any that comes
# a while after the last one that was: a program may never close its file. Others are gathered, and go with the next of these, a flush, a seek, a read, the
# close or the unmounting. `most` is how much one reply or write may hold, bytes.
# short: count=c data=d index=i part=p letter=l mode=m path=f reply=r wanted=w missing=x line=o end=e start=s buffer=b value=v plus=t
# The names of the classes are mpremote's: programs print them.
# An exchange inflates with this `io`: a search for the module would ask the computer.
import io
import gc
import time


def most():
    # A reply is on the board up to four times while it is taken apart.
    free = getattr(gc, 'mem_free', lambda: 8192)()
    return max(256, min(8192, free // 8), min(16384, free // 16))


def u32(value):
    return value.to_bytes(4, 'little')


def n32(data, at):
    return int.from_bytes(data[at : at + 4], 'little')


class RemoteFile(io.IOBase):
    def __init__(self, fs, path, mode):
        letter = mode[0]
        if letter not in 'rwax' or mode.strip('rwaxbt+'):
            raise ValueError(mode)
        self.fs = fs
        self.text = 'b' not in mode
        self.reads = letter == 'r' or '+' in mode
        self.writes = letter != 'r' or '+' in mode
        self.adds = letter == 'a'
        size = most()
        plus = b'+' if '+' in mode else b'-'
        if self.writes:
            fs.forget()
        reply = ask('O', bytes(letter, 'ascii') + plus + u32(size) + bytes(path, 'utf8'))
        self.fd = reply[0]
        self.size = n32(reply, 1)
        self.data = reply[5:]
        self.at = 0
        self.last = False
        self.pos = self.size if self.adds else 0
        self.out = bytearray()
        self.sent = None
        self.shut = False
        if self.writes:
            fs.written.append(self)

    def ready(self, may):
        if self.shut or not may:
            raise OSError(9)

    def load(self):
        # Data at the position, at least one byte if there is one.
        index = self.pos - self.at
        if 0 <= index < len(self.data):
            return index
        if self.fd == 255:
            return -1
        if self.last and index == len(self.data):
            # The end as the last reply told it; who reads on asks whether there is more by now.
            self.last = False
            return -1
        self.data = b''
        count = most()
        self.data = ask('R', bytes((self.fd,)) + u32(self.pos) + u32(count))
        self.last = len(self.data) < count
        self.at = self.pos
        return 0 if self.data else -1

    def some(self, count):
        # At most so many bytes, all there are for -1.
        data = b''
        while count < 0 or len(data) < count:
            index = self.load()
            if index < 0:
                break
            part = self.data[index:] if count < 0 else self.data[index : index + count - len(data)]
            self.pos += len(part)
            data = data + part if data else part
        return data

    def letters(self, count):
        # So many characters.
        data = self.some(count)
        while True:
            start = len(data) - 1
            while start > 0 and data[start] & 0xC0 == 0x80:
                start -= 1
            wanted = 0
            if data:
                lead = data[start]
                wanted = (lead > 0xBF) + (lead > 0xDF) + (lead > 0xEF) + 1 - (len(data) - start)
            missing = count - sum([byte & 0xC0 != 0x80 for byte in data])
            if wanted <= 0:
                wanted = missing
            if wanted <= 0:
                return data
            part = self.some(wanted)
            if not part:
                return data
            data += part

    def given(self, data):
        return str(data, 'utf8') if self.text else bytes(data)

    def read(self, count=-1):
        self.ready(self.reads)
        self.flush()
        if count is None:
            count = -1
        return self.given(self.letters(count) if self.text and count > 0 else self.some(count))

    def readinto(self, buffer, count=-1):
        self.ready(self.reads)
        self.flush()
        data = self.some(len(buffer) if count < 0 else min(count, len(buffer)))
        buffer[: len(data)] = data
        return len(data)

    def readline(self, count=-1):
        self.ready(self.reads)
        self.flush()
        line = b''
        while count < 0 or len(line) < count:
            index = self.load()
            if index < 0:
                break
            end = self.data.find(b'\n', index) + 1
            part = self.data[index : end or len(self.data)]
            if count >= 0:
                part = part[: count - len(line)]
            self.pos += len(part)
            line += part
            if line.endswith(b'\n'):
                break
        return self.given(line)

    def readlines(self):
        return list(self)

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def write(self, data):
        self.ready(self.writes)
        # Of text the characters are told, as the computer's own files do.
        count = len(data) if self.text and isinstance(data, str) else -1
        data = bytes(data, 'utf8') if isinstance(data, str) else bytes(data)
        self.out += data
        self.pos += len(data)
        if len(self.out) >= 1024 or self.sent is None or time.ticks_diff(time.ticks_ms(), self.sent) > 250:
            self.flush()
        return len(data) if count < 0 else count

    def flush(self):
        if not self.out:
            return
        out = self.out
        self.out = bytearray()
        self.data = b''
        self.last = False
        start = self.pos - len(out)
        for index in range(0, len(out), 1024):
            part = bytes(out[index : index + 1024])
            end = n32(ask('W', bytes((self.fd,)) + u32(start + index) + part), 0)
        self.sent = time.ticks_ms()
        self.pos = end
        self.size = max(self.size, end)

    def tell(self):
        return self.pos

    def seek(self, offset, whence=0):
        self.ready(True)
        self.flush()
        if whence == 1:
            offset += self.pos
        elif whence == 2:
            if self.fd != 255:
                self.size = n32(ask('Z', bytes((self.fd,))), 0)
            offset += self.size
        if offset < 0 or not 0 <= whence <= 2:
            raise OSError(22)
        self.pos = offset
        return offset

    def close(self):
        if self.shut:
            return
        try:
            self.flush()
        finally:
            self.shut = True
            self.data = b''
            if self.writes:
                self.fs.forget()
                self.fs.written.remove(self)
            if self.fd != 255:
                ask('C', bytes((self.fd,)))

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        self.close()

    def ioctl(self, request, value):
        if request == 1:
            self.flush()
        elif request == 4:
            self.close()
        elif request == 11:
            return 240
        elif request == 3:
            return value
        else:
            return -22
        return 0
