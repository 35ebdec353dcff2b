# The module `machine` of the virtual board. Pins are numbers 0 to 63; what happens to them is shown in the window.
import time

from _native import *

PWRON_RESET = 1
HARD_RESET = 2
WDT_RESET = 3
DEEPSLEEP_RESET = 4
SOFT_RESET = 5

_PINS = {"LED": 25, "BUTTON": 15}
# Handlers that the hardware knows by address: they must stay alive.
_kept = {}


def _pin_number(id):
    if isinstance(id, Pin):
        return id._id
    if isinstance(id, str):
        if id in _PINS:
            return _PINS[id]
        for prefix in ("GPIO", "GP"):
            if id.startswith(prefix) and id[len(prefix) :].isdigit():
                id = int(id[len(prefix) :])
                break
    if not isinstance(id, int) or not 0 <= id < 64:
        raise ValueError("invalid pin")
    return id


class Pin:
    IN = 1
    OUT = 2
    OPEN_DRAIN = 3
    PULL_UP = 1
    PULL_DOWN = 2
    IRQ_RISING = 1
    IRQ_FALLING = 2

    def __init__(self, id, mode=-1, pull=-1, *, value=None, alt=None):
        self._id = _pin_number(id)
        self._mode = 0
        self._pull = 0
        if mode != -1 or pull not in (-1, None) or value is not None:
            self.init(mode, pull, value=value)

    def init(self, mode=-1, pull=-1, *, value=None, alt=None):
        if mode is not None and mode != -1:
            if mode not in (1, 2, 3):
                raise ValueError("invalid mode")
            self._mode = mode
        if pull != -1:
            self._pull = pull or 0
        if value is not None:
            call(PIN_WRITE, self._id, 1 if value else 0)
        call(PIN_CONFIGURE, self._id, self._mode or 1, self._pull)

    def value(self, x=None):
        if x is None:
            return call(PIN_READ, self._id)
        call(PIN_WRITE, self._id, 1 if x else 0)

    __call__ = value

    def on(self):
        call(PIN_WRITE, self._id, 1)

    def off(self):
        call(PIN_WRITE, self._id, 0)

    def toggle(self):
        call(PIN_WRITE, self._id, 1 - call(PIN_OUTPUT, self._id))

    high = on
    low = off

    def mode(self, mode=None):
        if mode is None:
            return self._mode
        self.init(mode)

    def pull(self, pull=-1):
        if pull == -1:
            return self._pull
        self.init(pull=pull)

    def irq(self, handler=None, trigger=3, *, priority=1, wake=None, hard=False):
        if handler is not None and not callable(handler):
            raise ValueError("handler must be a function")
        call(PIN_ON_EDGE, self._id, trigger, id(handler) if handler else 0, id(self))
        _kept["pin", self._id] = (self, handler)

    def __repr__(self):
        return "Pin(%d, mode=%s)" % (self._id, ("ALT", "IN", "OUT", "OPEN_DRAIN")[self._mode])


class Signal:
    def __init__(self, pin, *args, invert=False, **kw):
        self._pin = pin if isinstance(pin, Pin) else Pin(pin, *args, **kw)
        self._invert = 1 if invert else 0

    def value(self, x=None):
        if x is None:
            return self._pin.value() ^ self._invert
        self._pin.value((1 if x else 0) ^ self._invert)

    __call__ = value

    def on(self):
        self.value(1)

    def off(self):
        self.value(0)


class ADC:
    CORE_TEMP = 4

    def __init__(self, pin):
        self._id = _pin_number(pin)
        if not isinstance(pin, int) or pin > 4:
            call(PIN_CONFIGURE, self._id, 5, 0)

    def read_u16(self):
        if self._id == 4:
            # The temperature sensor at 27 degrees: 0.706 V of 3.3 V.
            return 14020
        return 65535 * call(PIN_READ, self._id)

    def read_uv(self):
        return self.read_u16() * 3300000 // 65535


class PWM:
    def __init__(self, pin, *, freq=0, duty_u16=0, duty_ns=None, invert=False):
        self._id = _pin_number(pin)
        self._freq = 0
        self._duty = 0
        self.init(freq=freq, duty_u16=duty_u16, duty_ns=duty_ns)

    def init(self, *, freq=None, duty_u16=None, duty_ns=None, invert=False):
        if freq is not None:
            self._freq = freq
        if duty_ns is not None:
            duty_u16 = duty_ns * self._freq * 65535 // 1000000000
        if duty_u16 is not None:
            self._duty = min(max(int(duty_u16), 0), 65535)
        call(PIN_PULSE, self._id, int(self._freq), self._duty)

    def deinit(self):
        call(PIN_PULSE, self._id, 0, 0)

    def freq(self, value=None):
        if value is None:
            return self._freq
        if value <= 0:
            raise ValueError("freq out of range")
        self.init(freq=value)

    def duty_u16(self, value=None):
        if value is None:
            return self._duty
        self.init(duty_u16=value)

    def duty_ns(self, value=None):
        if value is None:
            return self._duty * 1000000000 // (65535 * self._freq) if self._freq else 0
        self.init(duty_ns=value)

    def __repr__(self):
        return "PWM(Pin(%d), freq=%d, duty_u16=%d)" % (self._id, self._freq, self._duty)


class Timer:
    ONE_SHOT = 0
    PERIODIC = 1

    def __init__(self, id=-1, **kw):
        if id == -1:
            Timer._next += 1
            id = Timer._next
        self._id = id
        if kw:
            self.init(**kw)

    def init(self, *, mode=1, freq=-1, period=-1, tick_hz=1000, callback=None, hard=False):
        if freq != -1:
            us = int(1000000 / freq)
        elif period >= 0:
            us = int(period * 1000000 / tick_hz)
        else:
            raise ValueError("freq or period wanted")
        if callback is None:
            callback = _ignore
        call(TIMER_START, self._id, us, mode, id(callback), id(self))
        _kept["timer", self._id] = (self, callback)

    def deinit(self):
        call(TIMER_STOP, self._id)
        _kept.pop(("timer", self._id), None)


Timer._next = 1000


def _ignore(timer):
    pass


class RTC:
    # The clock of the virtual board is the computer's and is always right.
    def datetime(self, value=None):
        if value is None:
            y, mo, d, h, mi, s, wd, _ = time.localtime()
            return (y, mo, d, wd, h, mi, s, 0)


def reset():
    call(RESET)


def soft_reset():
    raise SystemExit


def reset_cause():
    return PWRON_RESET


def unique_id():
    return b"\xad\xde\x72\x00\x00\x00\x00\x01"


def freq(hz=None):
    if hz is None:
        return 133000000


def idle():
    time.sleep_ms(1)


def lightsleep(ms=0):
    time.sleep_ms(ms)


def disable_irq():
    return 0


def enable_irq(state):
    pass


def bitstream(pin, encoding, timing, data):
    pass
