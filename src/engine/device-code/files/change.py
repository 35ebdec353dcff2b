# One call of the file system that has no answer of its own: mkdir, remove, rmdir.
import os


def change(name, path):
    getattr(os, name)(path)
    put(b'k')
