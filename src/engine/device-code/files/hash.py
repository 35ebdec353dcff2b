# The digest as the answer.
def hash(path):
    put(digest(path).encode())
