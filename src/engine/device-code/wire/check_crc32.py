# check(data, before): the checksum of what came before and this. The names of modules with a "u" are always the firmware's own, where `binascii` may
# be slow Python from micropython-lib.
from ubinascii import crc32 as check
