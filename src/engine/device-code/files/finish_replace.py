# finish() as in finish_hash.py, for a firmware that does not rename over a file (CircuitPython). In state 3 the new file is all there is.
# short: hashed=h buffer=b state=S new=N path=P digest=D file=f finish=E
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
    state = 3
    os.remove(path)
    os.rename(new, path)
    put(b'k')
