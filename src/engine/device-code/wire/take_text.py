# take(count): so many characters from the computer, in a firmware whose `stdin` has no `buffer`.
# short: count=n text=s part=p got=g window=w
from sys import stdin

got = 0


def take(count):
    global got
    text = ''
    while len(text) < count:
        part = stdin.read(min(count - len(text), window - got))
        text += part
        got += len(part)
        if got == window:
            got = 0
            out(b'\x06')
    return text.encode()
