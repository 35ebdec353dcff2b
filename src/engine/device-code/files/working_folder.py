import os


def working_folder():
    put(bytes(os.getcwd(), 'utf8'))
