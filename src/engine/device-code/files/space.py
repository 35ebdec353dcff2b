# TOTAL FREE, in bytes
import os


def space(path):
    s = os.statvfs(path or os.getcwd())
    put(bytes('%d %d' % (s[1] * s[2], s[0] * s[3]), 'utf8'))
