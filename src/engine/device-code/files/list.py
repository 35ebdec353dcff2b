# Lists a folder in records f (file) and d (folder): SIZE TIME DIGEST NAME, the name relative to the folder. `deep`: with all that is below;
# `full`: with times and, as far as `digest` can, digests; into the folders of `skip` it does not look. Paths are gone through one after the other, so that a deep tree needs
# no deep stack.
# short: name=n entry=e below=b folders=l size=z facts=s kind=k
import os


def show(base, name, kind, size, full):
    time = 0
    hashed = '-'
    if full or size is None:
        facts = os.stat(base + name)
        time = facts[8]
        if not kind:
            size = facts[6]
            if full:
                hashed = digest(base + name)
    record(b'd' if kind else b'f', bytes('%d %d %s %s' % (size, time, hashed, name), 'utf8'))


def entries(path, deep, full, skip):
    base = path if not path or path.endswith('/') else path + '/'
    folders = ['']
    while folders:
        below = folders.pop(0)
        for entry in os.ilistdir(base + below if below else path):
            name = below + entry[0]
            kind = entry[1] & 0x4000
            show(base, name, kind, entry[3] if len(entry) > 3 else 0 if kind else None, full)
            if kind and deep and not name in skip:
                folders.append(name + '/')
