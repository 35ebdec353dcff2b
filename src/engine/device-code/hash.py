# 'hash' SHA256, or 'hash none' where the firmware has no sha256
def _adder(tag, path):
    try:
        from uhashlib import sha256
    except ImportError:
        try:
            from hashlib import sha256
        except ImportError:
            print(tag, 'hash', 'none')
            return
    h = sha256()
    buf = bytearray(512)
    view = memoryview(buf)
    f = open(path, 'rb')
    try:
        while True:
            n = f.readinto(buf)
            if not n:
                break
            h.update(view[:n])
    finally:
        f.close()
    print(tag, 'hash', ''.join(['%02x' % c for c in h.digest()]))
