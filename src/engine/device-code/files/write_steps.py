# Writes a file in steps, for a firmware whose programs cannot read what the computer sends and whose files cannot be added to. `begin` opens it
# and leaves `_adder_` behind; each step is a program of its own that calls it with where it is, the sum of the data and the data. A
# step without data ends it.
# short: path=p at=a total=t data=d count=n file=f
import __main__

count = 0


def step(at, total, data):
    global count
    if data is None:
        file.close()
        del __main__._adder_
        return
    if at != count or sum(data) != total:
        raise ValueError('damaged')
    file.write(data)
    count += len(data)
    print(count)


def begin(path):
    global file
    file = open(path, 'wb')
    __main__._adder_ = step
    put(b'k')
