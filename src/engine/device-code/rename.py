# Refuses to rename over something that exists: os.rename would replace a file without a word.
def _adder(tag, old, new):
    import os

    try:
        os.stat(new)
        there = True
    except OSError:
        there = False
    if there:
        raise OSError(17)
    os.rename(old, new)
