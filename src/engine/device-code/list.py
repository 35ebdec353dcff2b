# Lists a folder: one line an entry, the name in hex so that any name survives the wire.
# 'entry' KIND SIZE NAME, with KIND 'd' or 'f'.
def _adder(tag, path):
    import os

    base = path if not path or path.endswith('/') else path + '/'

    def hexed(name):
        return ''.join(['%02x' % c for c in name.encode()])

    def show(name, folder, size):
        print(tag, 'entry', 'd' if folder else 'f', 0 if folder else size, hexed(name))

    def sized(name):
        # Firmware of 2017 (micro:bit) has os.size and no os.stat; both say what a listing without sizes does not.
        try:
            return os.stat(base + name)[6]
        except AttributeError:
            return os.size(name)

    if hasattr(os, 'ilistdir'):
        for e in os.ilistdir(path):
            folder = e[1] & 0x4000
            if len(e) > 3:
                show(e[0], folder, e[3])
            else:
                show(e[0], folder, 0 if folder else sized(e[0]))
    else:
        for name in os.listdir():
            show(name, False, sized(name))
