# KIND SIZE MODIFIED. '' is the working folder in a listing, but not for every file system's stat.
import os


def stat(path):
    s = os.stat(path or os.getcwd())
    put(bytes('%s %d %d' % ('d' if s[0] & 0x4000 else 'f', s[6], s[8]), 'utf8'))
