# inflate(packed): one raw deflate stream (MicroPython 1.21 and newer).
# short: packed=Z stream=s data=d feed=V
from deflate import DeflateIO
from io import BytesIO


def inflate(packed):
    stream = DeflateIO(BytesIO(packed), 1, bits)
    while 1:
        data = stream.read(512)
        if not data:
            break
        feed(data)
