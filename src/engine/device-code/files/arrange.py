# Puts (old, new) names in place, then removes files, then folders that are empty. What is done already is passed over, so that it can be
# asked again after a power cut.
# short: moves=m files=f folders=d path=p error=e old=a new=b
import os


def arrange(moves, files, folders):
    for old, new in moves:
        try:
            os.stat(old)
        except OSError as error:
            if error.args[0] != 2:
                raise
            continue
        try:
            os.rename(old, new)
        except OSError:
            # CircuitPython's FAT does not rename over a file.
            os.remove(new)
            os.rename(old, new)
    for path in files:
        try:
            os.remove(path)
        except OSError as error:
            if error.args[0] != 2:
                raise
    for path in folders:
        try:
            os.rmdir(path)
        except OSError:
            pass
    put(b'k')
