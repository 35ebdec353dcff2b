# Lists the files of a firmware that knows no folders (micro:bit of 2017: os.listdir and os.size are all there is).
import os


def entries(path, deep, full):
    for n in os.listdir():
        record(b'f', ('%d 0 - ' % os.size(n)).encode() + n.encode())
