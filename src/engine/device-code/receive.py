# Receives a file from the computer over stdin, atomic and verified. A line is 8 hex digits of checksum and base64.
#
#   board: ready CHECKSUM MEMORY ARGS     the checksum's kind, free memory, the checksum of our own arguments
#   host:  go                             board: got 0
#   host:  data ...                       board: got BYTES-SO-FAR, for each
#   board: hash SHA256                    of what lies on the flash, not of what was received; without sha256, the checksum
#   host:  keep                           board: done
#
# The names with a "u" come first: they are always the firmware's own modules, where `binascii` and `hashlib` may be slow Python from
# micropython-lib.
#
# A line whose checksum is wrong ends it all. Whatever ends it before 'keep' leaves the old file as it was.
def _adder(tag, new, path, folder, size):
    import gc, os, sys

    try:
        import ubinascii as binascii
    except ImportError:
        import binascii
    try:
        from uhashlib import sha256
    except ImportError:
        try:
            from hashlib import sha256
        except ImportError:
            sha256 = None
    if hasattr(binascii, 'crc32'):
        kind = 'crc32'
        check = lambda data, before=0: binascii.crc32(data, before) & 0xFFFFFFFF
    else:
        kind = 'sum'
        check = lambda data, before=0: sum(data) + before & 0xFFFFFFFF

    def line():
        try:
            text = sys.stdin.readline().strip()
            data = binascii.a2b_base64(text[8:])
        except ValueError:
            # Not UTF-8, or not base64.
            raise ValueError('checksum')
        if text[:8] != '%08x' % check(data):
            raise ValueError('checksum')
        return data

    def remove(path):
        try:
            os.remove(path)
        except OSError:
            pass

    # A power cut or a lost link during an earlier transfer may have left its temporary file.
    remove(new)
    try:
        taken = os.stat(path)[0] & 0x4000
    except OSError:
        taken = 0
    if taken:
        raise OSError(21)
    try:
        s = os.statvfs(folder)
        room = s[0] * s[3]
    except (AttributeError, OSError):
        room = size
    if room < size:
        raise OSError(28)
    gc.collect()
    free = gc.mem_free() if hasattr(gc, 'mem_free') else 0
    print(tag, 'ready', kind, free, '%08x' % check(('%s\n%s\n%d' % (new, path, size)).encode()))
    if line() != b'go':
        raise ValueError('go')
    kept = False
    f = open(new, 'wb')
    try:
        count = 0
        print(tag, 'got', count)
        while count < size:
            data = line()
            f.write(data)
            count += len(data)
            print(tag, 'got', count)
        f.close()
        if hasattr(os, 'sync'):
            os.sync()
        h = sha256() if sha256 else None
        crc = 0
        buf = bytearray(512)
        view = memoryview(buf)
        f = open(new, 'rb')
        while True:
            n = f.readinto(buf)
            if not n:
                break
            if h:
                h.update(view[:n])
            else:
                crc = check(view[:n], crc)
        f.close()
        print(tag, 'hash', ''.join(['%02x' % c for c in h.digest()]) if h else '%08x' % crc)
        if line() != b'keep':
            raise ValueError('keep')
        try:
            os.rename(new, path)
        except OSError as e:
            # FAT on old firmware does not rename over a file.
            if e.args[0] != 17:
                raise
            # From here on the new file is all there is.
            kept = True
            os.remove(path)
            os.rename(new, path)
        kept = True
        if hasattr(os, 'sync'):
            os.sync()
        print(tag, 'done')
    finally:
        if not kept:
            try:
                f.close()
            finally:
                remove(new)
