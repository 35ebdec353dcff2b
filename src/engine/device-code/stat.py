# 'stat' KIND SIZE MODIFIED
def _adder(tag, path):
    import os

    s = os.stat(path)
    print(tag, 'stat', 'd' if s[0] & 0x4000 else 'f', s[6], s[8])
