# What this board is, each fact a line KEY VALUE. A fact that cannot be had is left out.
# short: key=k value=v folder=f names=l seen=s
import gc


def try_say(key, get):
    try:
        say(key, get())
    except Exception:
        pass


def file_systems():
    try:
        names = [m[1] for m in __import__('vfs').mount()]
    except Exception:
        names = ['/'] + ['/' + e[0] for e in os.ilistdir('/') if e[1] & 0x4000]
    seen = []
    for folder in names:
        try:
            value = os.statvfs(folder)
        except Exception:
            continue
        # A folder of the root's own file system gives the root's figures again.
        if value not in seen:
            seen.append(value)
            say('fs', '%d %d %s' % (value[1] * value[2], value[0] * value[3], folder))


say('implementation', sys.implementation[0])
say('version', '.'.join([str(n) for n in sys.implementation[1][:3]]))
say('platform', sys.platform)
try_say('release', lambda: os.uname()[3])
try_say('machine', lambda: os.uname()[4])
try_say('build', lambda: sys.implementation._build)
try_say('id', lambda: ''.join(['%02x' % b for b in __import__('machine').unique_id()]))
gc.collect()
try_say('memory', lambda: gc.mem_free())
try:
    file_systems()
except Exception:
    pass
