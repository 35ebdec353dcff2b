# finish(): what lies on the flash has the digest that was announced, and takes the place of the old file. From state 2 on the new file
# may have been renamed.
# short: hashed=h count=n buffer=b state=S new=N path=P digest=D file=f finish=E
from uhashlib import sha256


def finish():
    global state
    hashed = sha256()
    file = open(new, 'rb')
    while 1:
        buffer = file.read(512)
        if not buffer:
            break
        hashed.update(buffer)
    file.close()
    if hashed.digest() != digest:
        raise ValueError('flash')
    state = 2
    os.rename(new, path)
    put(b'k')
