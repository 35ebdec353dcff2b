# The mounted folder as a file system of the board. What one question tells of a folder answers others about the same folder, also that
# something is not there, for a second: an import asks for several names and opens one, and an editor is slower.
# short: parts=a part=p path=f folder=g name=n known=k now=w reply=r entry=e data=d size=s mode=m after=z old=o new=v
import os
import time


def whole(folder, path):
    # The computer makes out what `.`, `..` and a slash at the end mean there.
    return path if path[:1] == '/' else folder + path


def entries(data):
    # Each name with its facts: the kind in a listing, mode (0 where nobody may know more, and the size is an error), size, three times.
    at = 0
    while at < len(data):
        start = at + 20
        at = start + data[start - 1]
        yield str(data[start:at], 'utf8'), data[start - 20 : start - 1]


class RemoteFS:
    def __init__(self):
        self.cwd = '/'
        self.written = []
        self.forget()

    def forget(self):
        self.known = {}

    def mount(self, readonly, mkfs):
        pass

    def umount(self):
        # A program may have left its files open.
        for file in list(self.written):
            file.close()

    def look(self, path):
        path = whole(self.cwd, path)
        folder, name = path.rsplit('/', 1)
        now = time.ticks_ms()
        known = None if name in ('', '.', '..') else self.known.get(folder)
        if known is None or time.ticks_diff(now, known[0]) > 1000:
            reply = ask('S', u32(most()) + bytes(path, 'utf8'))
            if reply[0] != 76:
                return reply[1:]
            if len(self.known) > 7:
                self.forget()
            known = now, dict(entries(reply[1:]))
            self.known[folder] = known
        if name not in known[1]:
            raise OSError(36 if len(name) > 255 else 2)
        return known[1][name]

    def stat(self, path):
        data = self.look(path)
        mode = n32(data, 1) & 65535
        size = n32(data, 3)
        if not mode:
            raise OSError(size)
        return mode, 0, 0, 0, 0, 0, size, n32(data, 7), n32(data, 11), n32(data, 15)

    def statvfs(self, path):
        return tuple([int(part) for part in str(ask('V', b''), 'ascii').split()])

    def ilistdir(self, path):
        path = whole(self.cwd, path)
        return self.rest(path, self.page(path, ''))

    def page(self, path, after):
        return ask('L', u32(most()) + bytes(path + '\0' + after, 'utf8'))

    def rest(self, path, data):
        while True:
            name = ''
            for name, entry in entries(data[1:]):
                yield name, entry[0] << 8, 0, n32(entry, 3) if entry[2] & 128 else 0
            if data[0] != 43 or not name:
                return
            data = self.page(path, name)

    def chdir(self, path):
        # As mpremote tells it to programs: with a slash at the end, and each `..` in it.
        path = whole(self.cwd, path)
        if path[-1:] != '/':
            path += '/'
        if path != '/' and self.stat(path)[0] & 0xF000 != 0x4000:
            raise OSError(20)
        self.cwd = path

    def getcwd(self):
        return self.cwd

    def open(self, path, mode):
        return RemoteFile(self, whole(self.cwd, path), mode)

    def change(self, op, path):
        self.forget()
        ask(op, bytes(path, 'utf8'))
        self.forget()

    def remove(self, path):
        self.change('U', whole(self.cwd, path))

    def mkdir(self, path):
        self.change('M', whole(self.cwd, path))

    def rmdir(self, path):
        self.change('D', whole(self.cwd, path))

    def rename(self, old, new):
        self.change('N', whole(self.cwd, old) + '\0' + whole(self.cwd, new))


def mount(place):
    try:
        vfs = __import__('vfs')
    except ImportError:
        vfs = os
    try:
        vfs.umount(place)
    except OSError:
        pass
    vfs.mount(RemoteFS(), place)
    os.chdir(place)
    record(b'k', b'')
