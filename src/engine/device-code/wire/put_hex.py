# put(data) sends a frame as hexadecimal text, where the firmware has nothing better. Every MicroPython can.
# short: text=s
sent = seed


def out(text):
    print(text.decode(), end='')


def put(data):
    global sent
    sent = check(data, sent)
    text = ''.join(['%02x' % b for b in data + sent.to_bytes(4, 'little')])
    print('\x1e%s%s=%s' % (chr(64 + (len(text) >> 6)), chr(64 + (len(text) & 63)), text), end='')
