def _adder(tag, path):
    import os

    os.mkdir(path)
