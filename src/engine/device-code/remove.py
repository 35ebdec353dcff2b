# Removes a file, or a folder (with everything in it when 'deep').
def _adder(tag, path, deep):
    import os

    def remove(path):
        if not os.stat(path)[0] & 0x4000:
            os.remove(path)
            return
        if deep:
            for e in list(os.ilistdir(path)):
                remove(path + '/' + e[0])
        os.rmdir(path)

    remove(path)
