# Refuses to rename over something that exists, unless told to `replace`: os.rename would replace a file without a word.
import os


def rename(old, new, replace):
    if not replace:
        try:
            os.stat(new)
            there = 1
        except OSError:
            there = 0
        if there:
            raise OSError(17)
    os.rename(old, new)
    put(b'k')
