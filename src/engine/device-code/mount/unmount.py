# unmount(place): the board's root is its working folder again, if the mounted folder was.
import os


def unmount(place):
    try:
        vfs = __import__('vfs')
    except ImportError:
        vfs = os
    if os.getcwd().startswith(place):
        os.chdir('/')
    try:
        vfs.umount(place)
    except OSError:
        pass
    record(b'k', b'')
