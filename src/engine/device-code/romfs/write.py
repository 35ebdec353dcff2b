# Writes a ROMFS image into a partition: erases, writes in steps of `chunk`, and hashes what lies there then.
#
#   board: e OFFSET                        erases there
#   board: r MEMORY CHUNK TOTAL            ready for so many bytes: the image, and zeros up to a whole step
#   host:  d DATA | p DATA ... z DATA      from the second step on, as it is or deflated (`inflate`); the first step comes last
#   board: w                               a step is written
#   host:  q                               that was all
#   board: v                               hashes on
#   board: h DIGEST                        of what lies there, the one that was announced; nothing where it cannot be read or hashed
#
# The first step has the header: until it is written, the partition has no valid image, and a board that is cut off in the middle never
# mounts a part.
#
# What goes wrong is told by "!" and the exception; then all is swallowed up to `stop` and one letter more, as in write.py of files.
# short: number=n device=d block=B offset=o size=z buffer=b total=t image=i count=c data=D packed=Z chunk=C least=l step=s memory=M kind=k tail=T view=v hashed=h error=e feed=V left=L wanted=W
import gc
import vfs

rom = vfs.rom_ioctl
packed = b''
count = 0


def ok(least):
    if isinstance(least, int) and least < 0:
        raise OSError(-least)
    return least


def erase(number, image):
    # In the steps that mpremote erases in; gives the least that can be written.
    if hasattr(device, 'ioctl'):
        for offset in range(0, image, block):
            put(b'e%d' % offset)
            ok(device.ioctl(6, offset // block))
        return 0
    offset = least = 0
    while offset < image:
        put(b'e%d' % offset)
        if block < size:
            step = (min(image - offset, 32768) + block - 1) // block * block
            least = ok(rom(3, number, offset, step))
        else:
            step = image
            least = ok(rom(3, number, image))
        offset += step
    return least


def ready(number, image):
    global device, size, block, chunk, total, offset, buffer, partition, bits
    partition = number
    device, size, block = find(number)
    try:
        vfs.umount('/rom')
    except Exception:
        pass
    chunk = max(4096, erase(number, image))
    if hasattr(device, 'ioctl'):
        chunk = min(chunk, block)
    total = min((image + chunk - 1) // chunk * chunk, size)
    offset = chunk if total > chunk else 0
    buffer = bytearray(chunk)
    gc.collect()
    memory = gc.mem_free()
    bits = 15 if memory > 200000 else 12 if memory > 50000 else 10
    put(b'r%d %d %d' % (memory, chunk, total))


def feed(data):
    global count, offset
    while data:
        left = min(chunk, total - offset)
        step = data[: left - count]
        data = data[left - count :]
        buffer[count : count + len(step)] = step
        count += len(step)
        if count == left:
            step = buffer if count == chunk else memoryview(buffer)[:count]
            if hasattr(device, 'ioctl'):
                ok(device.writeblocks(offset // block, step, offset % block))
            else:
                ok(rom(4, partition, offset, step))
            offset = (offset + count) % total
            count = 0
            put(b'w')


def main():
    global packed
    while 1:
        data = get()
        kind = data[:1]
        data = data[1:]
        if kind == b'd':
            feed(data)
        elif kind == b'q':
            return
        else:
            packed += data
            if kind == b'z':
                data = packed
                packed = b''
                inflate(data)


def digest(number, image):
    if not hasattr(device, 'ioctl'):
        ok(rom(5, number))
    try:
        from uhashlib import sha256

        hashed = sha256()
        step = min(512, block)
        for offset in range(0, image, step):
            if offset % 65536 == 0:
                put(b'v')
            data = bytearray(min(step, image - offset))
            copy(device, block, offset, data)
            hashed.update(data)
        return ''.join(['%02x' % c for c in hashed.digest()])
    except (ImportError, AttributeError, TypeError):
        return ''


def guarded(number, image, wanted):
    global packed, buffer
    try:
        ready(number, image)
        main()
        hashed = digest(number, image)
        if hashed and hashed != wanted:
            erase(number, 1)  # the header, so that nobody mounts it
            raise ValueError('flash')
        put(bytes('h' + hashed, 'utf8'))
    except BaseException as error:
        packed = buffer = tail = b''
        gc.collect()
        put(b'!%r' % error)
        while not stop in tail:
            tail = (tail + take(32))[-40:]
        kind = tail[-1:]
        while not kind in b'KR':
            kind = take(1)
