# Collects facts of the board, each a line KEY VALUE.
# short: key=k value=v facts=F
import sys
import os

facts = []


def say(key, value):
    facts.append('%s %s\n' % (key, value))
