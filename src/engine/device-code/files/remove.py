# Removes a file, or a folder (with everything in it when `deep`).
import os


def remove(path, deep):
    if not os.stat(path)[0] & 0x4000:
        os.remove(path)
        return
    if deep:
        for e in list(os.ilistdir(path)):
            remove(path + '/' + e[0], deep)
    os.rmdir(path)


def removed(path, deep):
    remove(path, deep)
    put(b'k')
