# Makes a file unless there is one.
def touch(path):
    open(path, 'a').close()
    put(b'k')
