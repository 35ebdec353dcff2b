# check(data, before) where the firmware has no CRC: 24 bits, so that it stays a small int on every board.
# short: byte=x
def check(data, total):
    for byte in data:
        total = total * 31 + byte & 0xFFFFFF
    return total
