# put(data) sends a frame to the computer: 1E, two digits of length, the substitute, then data and its checksum. A raw REPL ends a
# program's output with 04, so a byte value that the frame does not have stands for 04. Where there is none nothing goes, and the answer is 1:
# `record` cuts in two then; what is shorter than 250 bytes always goes.
# `stdout.buffer` passes bytes unchanged, `print` would not.
# short: body=b absent=a count=n total=t data=d
from sys import stdout

out = stdout.buffer.write
sent = seed


def put(data):
    global sent
    total = check(data, sent)
    body = data + total.to_bytes(4, 'little')
    absent = 255
    while absent > 4 and body.find(bytes((absent,))) >= 0:
        absent -= 1
    if absent < 5:
        return 1
    sent = total
    count = len(body)
    absent = bytes((absent,))
    out(bytes((30, 64 + (count >> 6), 64 + (count & 63))) + absent + body.replace(b'\x04', absent))
