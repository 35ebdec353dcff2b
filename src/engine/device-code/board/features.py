# What the firmware can that our helpers would use: each a line KEY 0 or KEY 1. Modules with a "u" are always the firmware's own.
# short: module=m name=n


def has(module, name):
    try:
        return int(hasattr(__import__(module), name))
    except ImportError:
        return 0


def deflates():
    try:
        module = __import__('deflate')
        return int(hasattr(module.DeflateIO(__import__('io').BytesIO(), 1, 9), 'write'))
    except Exception:
        return 0


say('crc32', has('ubinascii', 'crc32'))
say('base64', has('ubinascii', 'a2b_base64'))
say('sha256', has('uhashlib', 'sha256'))
say('inflate', has('deflate', 'DeflateIO'))
say('uzlib', has('uzlib', 'decompress'))
say('deflate', deflates())
say('stdin', has('sys', 'stdin'))
say('buffer', int(hasattr(getattr(sys, 'stdin', 0), 'buffer')))
for name in 'stat', 'rename', 'ilistdir', 'mkdir':
    say(name, int(hasattr(os, name)))
