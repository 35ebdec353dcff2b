# finish(): a firmware without sha256 cannot check; the computer reads the new file back, and renames it then.
# short: finish=E
def finish():
    put(b'k')
