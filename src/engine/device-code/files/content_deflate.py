# Deflates where that is quicker than the line: `pace` bytes a millisecond. A larger window packs better and takes longer; the first piece
# shows how fast this board is.
# short: data=d packed=Z stream=s pieces=P content=C bits=B begin=b spent=t memory=m size=z
from deflate import DeflateIO
from io import BytesIO
import time

bits = 9


def pack(data):
    packed = BytesIO()
    stream = DeflateIO(packed, 1, bits)
    stream.write(data)
    stream.close()
    return packed.getvalue()


def content(data):
    global bits
    if bits:
        begin = time.ticks_ms()
        packed = pack(data)
        spent = time.ticks_diff(time.ticks_ms(), begin) * pace
        if bits == 9 and len(data) >= 960:
            for size, factor, need in ((13, 40, 300000), (12, 12, 60000), (10, 4, 0)):
                if spent * factor < len(data) and memory > need:
                    bits = size
                    break
        if spent * 2 > len(data) and len(data) >= 960:
            bits = 0
        if len(packed) < len(data):
            pieces(b'z', packed)
            return
    pieces(b'D', data)
