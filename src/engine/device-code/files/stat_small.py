# As stat.py, for a firmware that knows no folders and no times.
import os


def stat(path):
    put(bytes('f %d 0' % os.size(path), 'utf8'))
