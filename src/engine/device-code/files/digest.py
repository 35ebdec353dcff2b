# digest(path): of what lies on the flash, in hexadecimal; `hasher` is one of hashlib's.
# short: hashed=h view=v count=n buffer=b file=f
def digest(path):
    hashed = hasher()
    buffer = bytearray(512)
    view = memoryview(buffer)
    file = open(path, 'rb')
    try:
        while 1:
            count = file.readinto(buffer)
            if not count:
                break
            hashed.update(view[:count])
    finally:
        file.close()
    return ''.join(['%02x' % c for c in hashed.digest()])
