# As survey.py, for a firmware that knows no folders (micro:bit of 2017: no os.stat, and a stack that is too small for `record`).
# short: path=p size=z there=t data=d kind=k
import os


def survey(wanted):
    for path, size in wanted:
        kind = b'-'
        data = b''
        try:
            there = os.size(path)
            kind = b'h' if there == size else b's'
        except OSError:
            pass
        if kind == b'h':
            data = bytes(digest(path), 'utf8')
        elif kind == b's':
            data = bytes(str(there), 'utf8')
        put(kind + len(data).to_bytes(2, 'little') + data)
