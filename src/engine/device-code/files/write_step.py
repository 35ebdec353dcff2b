# One step of writing a file, for a firmware whose programs cannot read what the computer sends and whose files cannot be added to. The open
# file waits in `__main__` for the next step, since a helper leaves nothing of its own behind.
# short: data=d path=P first=a last=z
import __main__


def write_step(path, first, last, data):
    if first:
        __main__._adder = open(path, 'wb')
    __main__._adder.write(data)
    if last:
        __main__._adder.close()
        del __main__._adder
    put(b'k')
