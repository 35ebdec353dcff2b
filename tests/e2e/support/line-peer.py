"""Stand-ins for what hangs at a port and is no board that a person could use.

    line-peer.py silent          a pty that never says anything
    line-peer.py echo            a pty that only repeats what it is sent
    line-peer.py hold PATH       holds another port, as a serial monitor does

Prints one line when it is ready: the path of the pty, or "held". Ends when its standard input does.
"""

import fcntl
import os
import select
import sys
import tty

kind, *arguments = sys.argv[1:]
if kind == "hold":
    line = os.open(arguments[0], os.O_RDWR | os.O_NOCTTY)
    fcntl.flock(line, fcntl.LOCK_EX)
    print("held", flush=True)
    sys.stdin.read()
    sys.exit(0)

controller, terminal = os.openpty()
tty.setraw(terminal)
print(os.ttyname(terminal), flush=True)
while True:
    readable, _, _ = select.select([controller, sys.stdin], [], [])
    if sys.stdin in readable and not os.read(sys.stdin.fileno(), 1024):
        break
    if controller in readable:
        heard = os.read(controller, 4096)
        if kind == "echo":
            os.write(controller, heard)
