# Copies one file over another and removes it: for a firmware that cannot rename.
# short: data=d
import os


def copy_over(old, new):
    f = open(old, 'rb')
    g = open(new, 'wb')
    while 1:
        data = f.read(64)
        if not data:
            break
        g.write(data)
    g.close()
    f.close()
    os.remove(old)
    put(b'k')
