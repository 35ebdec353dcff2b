# body(count, absent): the bytes of a packet that came as text.
from ubinascii import a2b_base64


def body(count, absent):
    return a2b_base64(take(count))
