# short: data=d pieces=P content=C
def content(data):
    pieces(b'D', data)
