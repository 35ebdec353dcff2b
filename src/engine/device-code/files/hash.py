# The digest as the answer.
def hash(path):
    put(bytes(digest(path), 'utf8'))
