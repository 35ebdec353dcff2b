# For a firmware that knows no folders.
import os


def removed(path, deep):
    os.remove(path)
    put(b'k')
