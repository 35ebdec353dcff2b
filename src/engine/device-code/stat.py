# 'stat' KIND SIZE MODIFIED
def _adder(tag, path):
    import os

    # '' is the working folder in a listing, but not for every file system's stat.
    s = os.stat(path or os.getcwd())
    print(tag, 'stat', 'd' if s[0] & 0x4000 else 'f', s[6], s[8])
