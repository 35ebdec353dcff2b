# Writes files and folders, each file atomic: into a new file beside it, closed, checked as `finish` says, and renamed over the old one.
#
#   board: r MEMORY SIZE                   ready; how much of the new file an earlier upload has left behind, if this one goes on
#   host:  h FILE                          the next one of the plan: digest, then bytes to come, mode, new name, name, parted by zeros
#   host:  d DATA | p DATA ... z DATA      content of the planned files, one after the other, as it is or deflated (`inflate`)
#   board: k                               a file or folder is as wanted
#   host:  q                               that was all
#
# What goes wrong is told by "!", the state and the exception; then everything on its way is swallowed up to `stop`, because the raw
# REPL would take it for commands. `stop` comes eight times, so that it is found in steps of 32 bytes, and behind it a letter that says
# whether the new file is kept ("K") or removed ("R"); "+" tells that there was none.
#
# `state`: 0, no file is open; 1, one is being written; 2, it may have been renamed; 3, the old one is gone and the new one all there is.
# short: plan=l left=m state=S new=N path=P mode=M data=d part=p tail=t kind=c packed=Z digest=D error=e file=F step=Y feed=V main=A memory=b resumed=r folder=f need=n finish=E tidy=T
import gc
import os

plan = []
left = state = 0
new = packed = b''


def step():
    # Ends what is complete and begins what comes next.
    global left, file, new, path, digest, state
    while not left:
        if state:
            file.close()
            finish()
            state = 0
        if not plan:
            return
        data = plan.pop(0)
        digest = data[:32]
        left, mode, new, path = data[32:].decode().split('\0')
        left = int(left)
        try:
            data = os.stat(path)[0] & 0x4000
        except OSError:
            data = 0
        if mode != 'd':
            if data:
                raise OSError(21)
            file = open(new, mode)
            state = 1
        else:
            if not data:
                os.mkdir(path)
            put(b'k')


def feed(data):
    global left
    while data:
        part = data[:left]
        data = data[left:]
        left -= len(part)
        file.write(part)
        step()


def ready(folder, need, resumed):
    global bits
    gc.collect()
    try:
        data = os.statvfs(folder)
        data = data[0] * data[3]
    except (AttributeError, OSError):
        data = need
    if data < need:
        raise OSError(28)
    memory = gc.mem_free()
    bits = 15 if memory > 200000 else 12 if memory > 50000 else 10
    try:
        need = os.stat(resumed)[6] if resumed else 0
    except OSError:
        need = 0
    put(b'r%d %d' % (memory, need))


def main():
    global packed
    while 1:
        data = get()
        kind = data[:1]
        data = data[1:]
        if kind == b'h':
            plan.append(data)
            step()
        elif kind == b'd':
            feed(data)
        elif kind == b'q':
            return
        else:
            packed += data
            if kind == b'z':
                data = packed
                packed = b''
                inflate(data)


def tidy(kind):
    # Ctrl-C in place of the word is another session's, which does not go on with this one's file. More of them may come: they raise at
    # jumps, so there is none outside of this `try` before the file is gone, as a loop would have one.
    try:
        if kind != b'K' and state < 3:
            os.remove(new)
    except KeyboardInterrupt:
        tidy(kind)
    except OSError:
        if kind:
            put(b'+')


def guarded(*call):
    global packed
    kind = b''
    try:
        try:
            ready(*call)
            main()
            kind = b'K'
        except BaseException as error:
            packed = tail = b''
            gc.collect()
            put(b'!%d%r' % (state, error))
            try:
                file.close()
            except Exception:
                pass
            while not stop in tail:
                tail = (tail + take(32))[-40:]
            kind = tail[-1:]
            while not kind in b'KR':
                kind = take(1)
    finally:
        tidy(kind)
