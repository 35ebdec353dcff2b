# Removes a folder and all that is in it, the deepest first, or a file, and tells of each in a record: f (a file), d (a folder), m (a folder that
# another file system is mounted on, which stays; emptied). A capital letter: it could not be removed, or L, not be listed, or R, may not be looked
# into: that is `kept`, a name in the outermost folder or ''. Folders wait in a list, so that a deep tree needs no deep stack. '' is the working
# folder, which is emptied.
# short: path=p name=n inner=i paths=P lists=L error=e kind=k data=d
import os


def tell(kind, path):
    record(kind, bytes(path, 'utf8'))


def drop(name, path, kind):
    try:
        getattr(os, name)(path)
    except OSError as error:
        if kind == b'd' and error.args[0] == 22:
            tell(b'm', path)
            return
        tell(kind.upper(), path)
        raise
    tell(kind, path)


def entries(path):
    try:
        return [(e[0], e[1] & 0x4000) for e in os.ilistdir(path)]
    except OSError:
        tell(b'L', path)
        raise


def remove_tree(path, kept):
    try:
        kind = os.stat(path or os.getcwd())[0] & 0x4000
    except OSError:
        kind = 0
    if not kind:
        drop('remove', path, b'f')
        return
    paths = [path]
    lists = [entries(path)]
    while paths:
        path = paths[-1]
        if lists[-1]:
            name, kind = lists[-1].pop(0)
            inner = (path.rstrip('/') if path else '.') + '/' + name
            if kind and name == kept and len(paths) == 1:
                tell(b'R', inner)
                raise OSError(1)
            if kind:
                paths.append(inner)
                lists.append(entries(inner))
            else:
                drop('remove', inner, b'f')
        else:
            paths.pop()
            lists.pop()
            if path:
                drop('rmdir', path, b'd')
