import os


def make_folder(path):
    os.mkdir(path)
    put(b'k')
