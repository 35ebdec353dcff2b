# Sends files, each: F SIZE, then its content in records D (as it is) and z (deflated), long ones in parts p before it, then E.
# short: data=d start=a file=f size=z piece=w memory=m kind=k pieces=P content=C
import gc
import os

gc.collect()
memory = gc.mem_free()
piece = 16320 if memory > 300000 else 4080 if memory > 60000 else 960 if memory > 25000 else 240


def pieces(kind, data):
    # A frame is never longer than its digits can say.
    for i in range(0, len(data), 960):
        record(kind if i + 960 >= len(data) else b'p', data[i : i + 960])


def send(path, start):
    size = os.stat(path)
    if size[0] & 0x4000:
        raise OSError(21)
    file = open(path, 'rb')
    try:
        record(b'F', bytes(str(size[6]), 'utf8'))
        file.seek(start)
        while 1:
            data = file.read(piece)
            if not data:
                break
            content(data)
        record(b'E', b'')
    finally:
        file.close()
