# Lists the files of a firmware that knows no folders (micro:bit of 2017: os.listdir and os.size are all there is).
# short: name=n data=d
import os


def entries(path, deep, full, skip):
    for name in os.listdir():
        data = bytes('%d 0 - %s' % (os.size(name), name), 'utf8')
        put(b'f' + len(data).to_bytes(2, 'little') + data)
