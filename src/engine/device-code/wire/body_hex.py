# short: text=s count=n
def body(count, absent):
    text = take(count)
    return bytes([int(text[i : i + 2], 16) for i in range(0, count, 2)])
