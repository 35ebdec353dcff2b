# find(number): (device, bytes, bytes of a block) of a ROMFS partition, or None: what `vfs.rom_ioctl` gives is an object with blocks, or
# memory whose block size it tells or not (then it is one block).
# copy(device, block, offset, buffer): fills the buffer with what lies there.
# short: number=n device=d block=B offset=o size=z buffer=b
def find(number):
    device = rom(2, number)
    if isinstance(device, int):
        return
    if hasattr(device, 'ioctl'):
        block = device.ioctl(5, 0)
        return device, device.ioctl(4, 0) * block, block
    block = rom(6, number)
    size = len(device)
    return device, size, block if block > 0 else size


def copy(device, block, offset, buffer):
    try:
        buffer[:] = memoryview(device)[offset : offset + len(buffer)]
    except TypeError:
        device.readblocks(offset // block, buffer, offset % block)
