# Puts a small file system in memory in the place of "/", so that whoever talks to MicroPython for computers as it is
# can neither see nor delete this machine's files:  micropython -i ram_root.py
import os
import vfs


class Ram:
    def __init__(self, blocks):
        self.data = bytearray(blocks * 512)

    def readblocks(self, block, buffer, offset=0):
        start = block * 512 + offset
        buffer[:] = self.data[start : start + len(buffer)]

    def writeblocks(self, block, buffer, offset=0):
        start = block * 512 + offset
        self.data[start : start + len(buffer)] = buffer

    def ioctl(self, operation, _):
        return {4: len(self.data) // 512, 5: 512}.get(operation, 0)


def replace_root():
    ram = Ram(128)
    vfs.VfsLfs2.mkfs(ram)
    root = vfs.VfsLfs2(ram)
    vfs.umount("/")
    vfs.mount(root, "/")
    os.chdir("/")


replace_root()
