# Copies one file over another: for a firmware that cannot rename.
# short: data=d old=p new=q
def copy_file(old, new):
    f = open(old, 'rb')
    g = open(new, 'wb')
    try:
        while 1:
            data = f.read(64)
            if not data:
                break
            g.write(data)
    finally:
        g.close()
        f.close()
    put(b'k')
