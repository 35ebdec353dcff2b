# digest(path) in a firmware without SHA-256.
def digest(path):
    return '-'
