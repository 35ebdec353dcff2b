# digest(path): SHA-256 of what lies on the flash, in hexadecimal.
# short: hashed=h view=v count=n buffer=b file=f
from uhashlib import sha256


def digest(path):
    hashed = sha256()
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
