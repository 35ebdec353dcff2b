# put(data) sends a frame as text, where bytes cannot pass unchanged.
# short: text=s
from ubinascii import b2a_base64

sent = seed


def out(text):
    print(str(text, 'utf8'), end='')


def put(data):
    global sent
    sent = check(data, sent)
    text = b2a_base64(data + sent.to_bytes(4, 'little')).strip()
    out(b'\x1e' + bytes((64 + (len(text) >> 6), 64 + (len(text) & 63))) + b'=' + text)
