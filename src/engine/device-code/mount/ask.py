# ask(op, data): one exchange with the computer whose folder is mounted (docs/protocol.md, "Mounted folders"). While it lasts Ctrl-C
# is a byte like others; where the firmware has no select.poll, it makes the board ask again, and asking takes more tries, because the rest
# of an earlier reply stands before the next one. A reply that is lost or damaged is asked for again; in the end it is ETIMEDOUT. What came
# before the reply are keys of a person or bytes of the engine: they are told back with the end of the exchange, and come again; a Ctrl-C
# among them is done here, since it would come into the next exchange of a program that is busy with files. Behind the
# first word that the computer says it sends nothing else, so what is thrown away there is the rest of a reply.
# A computer that says nothing at all, twice, is lost: from then on it has 0.3 s for one try. One that lets this pass, or does not reply within
# half a second behind a Ctrl-C, which is then what it always is, is gone: for 3 s everything is ENODEV at once.
# An import in here would look into the mounted folder and so ask again: all are done before.
# `nonce`, `window` and `patience` (ms) are set by the computer.
import sys
import time
from ubinascii import a2b_base64, b2a_base64, crc32

source = getattr(sys.stdin, 'buffer', sys.stdin)
number = 0
lost = False
gone = None
try:
    poll = __import__('select').poll()
    poll.register(sys.stdin, 1)
    poll = poll.poll
    poll(0)
except Exception:
    poll = None
try:
    from micropython import kbd_intr as hold
except ImportError:

    def hold(key):
        pass


try:
    from io import BytesIO
    from deflate import DeflateIO
except ImportError:
    pass


def take(count):
    data = source.read(count)
    return data if isinstance(data, bytes) else bytes(data, 'utf8')


def tell(op, data):
    body = bytes((number, ord(op))) + data
    body += crc32(body).to_bytes(4, 'little')
    sys.stdout.write('\x1b_' + nonce + str(b2a_base64(body).strip(), 'ascii') + '\x1b\\')


def receive():
    global gone
    before = bytearray()
    mark = bytes(nonce, 'ascii')
    size = len(mark)
    stop = None
    while before[-size:] != mark:
        left = (300 if lost else patience) if stop is None else 500 - time.ticks_diff(time.ticks_ms(), stop)
        if left <= 0 or poll and not poll(left):
            if stop is None:
                return None, before, False
            gone = time.ticks_ms()
            raise KeyboardInterrupt
        before += take(1)
        if not poll and before[-1] == 3:
            return None, before, False
        if stop is None and before[-1] == 3:
            stop = time.ticks_ms()
        if len(before) > 20000:
            return None, b'', False
    before = before[:-size]
    head = take(8)
    try:
        left = int(str(head[2:6], 'ascii'), 16)
        if head[0] != number or sum(head[:6]) & 255 != int(str(head[6:], 'ascii'), 16):
            return None, before, True
    except Exception:
        return None, before, True
    body = bytearray()
    # In a body is no byte 03: it is a Ctrl-C for a board whose computer went away in the middle, or damage.
    try:
        hold(3)
        while left > 0:
            if poll and not poll(patience):
                return None, before, True
            part = take(min(left, window))
            left -= len(part)
            body += part
            sys.stdout.write('\x06')
    except KeyboardInterrupt:
        return None, before, True
    finally:
        hold(-1)
    try:
        if head[1] == 98:
            body = bytes(body).replace(b'\x1db', b'\x03').replace(b'\x1da', b'\x1d')
        else:
            body = a2b_base64(body)
        if crc32(body[:-4], crc32(head[:1])) == int.from_bytes(body[-4:], 'little'):
            return body[:-4], before, True
    except Exception:
        pass
    return None, before, True


def inflate(body):
    if body[0] == 0:
        return body[1:]
    return DeflateIO(BytesIO(body[1:]), 1, 11).read()


def ask(op, data):
    global number, lost, gone
    if gone is not None and time.ticks_diff(time.ticks_ms(), gone) < 3000:
        raise OSError(19)
    number = number + 1 & 63 | 64
    skipped = bytearray()
    body = None
    met = False
    hold(-1)
    try:
        for again in range(1 if lost else 4 if poll else 8):
            tell(op, data)
            body, before, heard = receive()
            if not met:
                skipped = (skipped + before)[:20000]
            met = met or heard
            if body is not None or again and not heard and not before:
                break
            while poll and poll(150):
                if met or len(skipped) > 20000:
                    take(1)
                else:
                    skipped += take(1)
        # Keys that are told back twice are not lost where one of the two is damaged.
        for _ in range(2 if skipped else 1):
            tell('K', bytes(skipped))
    finally:
        if lost and body is None:
            gone = time.ticks_ms()
        lost = body is None
        hold(3)
    if b'\x03' in bytes(skipped):
        raise KeyboardInterrupt
    if body is None:
        raise OSError(110)
    body = inflate(body)
    if body[0]:
        raise OSError(body[0])
    return body[1:]
