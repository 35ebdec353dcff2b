# Copies a file on the board: into a new file beside the other one, checked, and renamed over it. Says "o" when the old file can be read: what
# goes wrong from then on is about the other one; then "s" where that is the same already, or "k".
# short: old=o new=n path=p force=f known=d
import os


def copied(old, new, path, force):
    known = digest(old)
    put(b'o')
    try:
        if os.stat(path)[0] & 0x4000:
            force = 2
        elif not force and digest(path) == known:
            put(b's')
            return
    except OSError:
        pass
    if force == 2:
        raise OSError(21)
    try:
        copy_file(old, new)
        if digest(new) != known:
            raise ValueError('flash')
        os.rename(new, path)
    except BaseException:
        try:
            os.remove(new)
        except OSError:
            pass
        raise
    put(b'k')
