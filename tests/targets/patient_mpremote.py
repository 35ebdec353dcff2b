"""Runs mpremote with more patience. After Ctrl-D it takes a board that is silent for a tenth of a second as quiet, and one that says
nothing for half a second as one that was not reset (`SerialTransport.write_ctrl_d`): on a busy machine it then does not mount its
folder again. Here its clock goes ten times slower; what it says and does is its own.
"""

import sys
import time

from mpremote import main, transport_serial

SLOWER = 10


class SlowClock:
    sleep = staticmethod(time.sleep)

    @staticmethod
    def monotonic():
        return time.monotonic() / SLOWER


transport_serial.time = SlowClock
sys.exit(main.main())
