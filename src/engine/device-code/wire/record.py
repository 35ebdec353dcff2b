# record(kind, data): one answer in the stream of frames: its kind, its length, itself.
# short: kind=k data=d half=h
def cut(data):
    if put(data):
        half = len(data) // 2
        cut(data[:half])
        cut(data[half:])


def record(kind, data):
    cut(kind + len(data).to_bytes(2, 'little') + data)
