# put(data) sends a frame as hexadecimal text, where the firmware has nothing better: every MicroPython can, it needs hardly any memory, and
# no call inside, since the smallest boards have a stack for a few only. Its checksum is the one of check_sum.py.
# short: count=n data=d byte=x
sent = seed


def out(text):
    print(str(text, 'utf8'), end='')


def put(data):
    global sent
    count = len(data) * 2 + 8
    print('\x1e%s%s=' % (chr(64 + (count >> 6)), chr(64 + (count & 63))), end='')
    for byte in data:
        sent = sent * 31 + byte & 0xFFFFFF
        print('%02x' % byte, end='')
    for byte in sent.to_bytes(4, 'little'):
        print('%02x' % byte, end='')
