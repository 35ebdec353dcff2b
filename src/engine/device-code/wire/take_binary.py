# take(count): so many bytes from the computer, as they are. After each `window` bytes one 06 tells that they were taken out of the
# receive buffer.
# short: count=n part=p size=k got=g data=d window=w absent=a
from sys import stdin

read = stdin.buffer.read
got = 0


def take(count):
    global got
    data = b''
    while count:
        part = read(min(count, window - got))
        size = len(part)
        data += part
        count -= size
        got += size
        if got == window:
            got = 0
            out(b'\x06')
    return data


def body(count, absent):
    return take(count).replace(absent, b'\x03')
