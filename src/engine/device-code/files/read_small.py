# As read.py, for a firmware with little memory and little else (micro:bit of 2017: no os.stat, no seek).
# short: data=d start=a file=f
import os


def send(path, start):
    file = open(path, 'rb')
    record(b'F', str(os.size(path)).encode())
    at = 0
    while 1:
        data = file.read(64)
        if not data:
            break
        at += len(data)
        if at > start:
            record(b'D', data[start - at :])
    file.close()
    record(b'E', b'')
