# As read.py, for a firmware with little memory and little else (micro:bit of 2017: no os.stat, no seek, and a stack for three calls, so
# that records are put together here).
# short: data=d start=a file=f at=i
import os


def send(path, start):
    file = open(path, 'rb')
    data = bytes(str(os.size(path)), 'utf8')
    put(b'F' + len(data).to_bytes(2, 'little') + data)
    at = 0
    while 1:
        data = file.read(64)
        if not data:
            break
        at += len(data)
        if at > start:
            data = data[start - at :]
            put(b'D' + len(data).to_bytes(2, 'little') + data)
    file.close()
    put(b'E\0\0')
