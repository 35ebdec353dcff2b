# Copies the content of one file into another.
# short: data=d old=p new=q
def copy_file(old, new):
    f = open(old, 'rb')
    g = open(new, 'wb')
    try:
        while 1:
            data = f.read(256)
            if not data:
                break
            g.write(data)
    finally:
        g.close()
        f.close()
