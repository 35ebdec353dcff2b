# inflate(packed): one raw deflate stream, before MicroPython 1.21.
# short: packed=Z feed=V
from uzlib import decompress


def inflate(packed):
    feed(decompress(packed, -bits))
