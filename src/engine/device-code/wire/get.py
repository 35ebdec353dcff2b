# get(): the next packet from the computer: two digits of length, the substitute for 03 (which would interrupt), data and checksum.
# The checksum goes on from packet to packet, so that none can be missing or come twice.
# short: head=h data=d received=q
received = seed


def get():
    global received
    head = take(3)
    data = body(head[0] % 64 * 64 + head[1] % 64, head[2:])
    received = check(data[:-4], received)
    if received != int.from_bytes(data[-4:], 'little'):
        raise ValueError('damaged')
    return data[:-4]
