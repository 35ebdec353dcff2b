# 'space' TOTAL FREE, in bytes
def _adder(tag, path):
    import os

    s = os.statvfs(path or os.getcwd())
    print(tag, 'space', s[1] * s[2], s[0] * s[3])
