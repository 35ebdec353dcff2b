# record(kind, data) where frames are text, which never has to be cut.
# short: kind=k data=d
def record(kind, data):
    put(kind + len(data).to_bytes(2, 'little') + data)
