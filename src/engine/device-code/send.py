# Sends a file to the computer, in lines of base64: 'size' BYTES, then 'data' BASE64 ..., then 'crc' CRC32-OF-ALL (or 'none').
def _adder(tag, path, block):
    import os

    try:
        import ubinascii as binascii
    except ImportError:
        import binascii
    crc32 = getattr(binascii, 'crc32', None)
    if os.stat(path)[0] & 0x4000:
        raise OSError(21)
    f = open(path, 'rb')
    try:
        print(tag, 'size', os.stat(path)[6])
        crc = 0
        while True:
            data = f.read(block)
            if not data:
                break
            if crc32:
                crc = crc32(data, crc)
            print(tag, 'data', binascii.b2a_base64(data).decode().strip())
        print(tag, 'crc', '%08x' % (crc & 0xFFFFFFFF) if crc32 else 'none')
    finally:
        f.close()
