# What ROMFS partitions there are, in lines: `mpy NUMBER` what compiled files the board loads, `count NUMBER` of partitions, and for each
# `part NUMBER BYTES BLOCK HEX`, its size and its first bytes, or `none NUMBER`. Without `count`, the firmware has no ROMFS.
# short: number=n device=d block=B size=z buffer=b most=m
import sys


def say(text):
    put(bytes(text + '\n', 'utf8'))


def query(most):
    global rom
    implementation = sys.implementation
    say('mpy %d' % getattr(implementation, '_mpy', getattr(implementation, 'mpy', 0)))
    try:
        rom = __import__('vfs').rom_ioctl
    except (ImportError, AttributeError):
        return
    number = rom(1)
    say('count %d' % number)
    for number in range(min(number, most)):
        device = find(number)
        if device is None:
            say('none %d' % number)
            continue
        device, size, block = device
        buffer = bytearray(min(size, 12))
        try:
            copy(device, block, 0, buffer)
        except (TypeError, AttributeError, OSError):
            buffer = b''
        say('part %d %d %d %s' % (number, size, block, ''.join(['%02x' % c for c in buffer])))
