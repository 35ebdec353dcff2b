# Runs first in a new interpreter. Prints the addresses of the objects that setup.ts works on, in the order of its list,
# and keeps those alive that nothing else holds.
import sys, gc, time, select, js, jsffi

_poll = select.poll()
_kept = [1.5, type(_poll).poll, type(_poll).ipoll, [None]]
print(
    *(
        id(o)
        for o in (
            None,
            _kept[0],
            time.sleep,
            time.sleep_ms,
            time.sleep_us,
            time.ticks_us,
            gc.collect,
            gc.mem_free,
            _kept[1],
            _kept[2],
            select.select,
            sys.stdin,
            sys.stdout,
            sys.stderr,
            sys.stdin.buffer,
            sys.stdout.buffer,
            sys.implementation._machine,
            js,
            jsffi,
            jsffi.mem_info,
            _kept[3],
        )
    )
)
del sys, gc, time, select, js, jsffi, _poll
