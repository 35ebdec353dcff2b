"""One direction of a serial line: how long bytes travel, and how many may be on the way."""

import collections

# How long a sender's driver keeps accepting bytes ahead of the line.
BACKLOG_SECONDS = 0.02
# Bytes are delivered in slices of this length of time, so that a long write arrives little by little.
SLICE_SECONDS = 0.001
UNLIMITED_BACKLOG = 64 * 1024


class Line:
    def __init__(self, rate, latency):
        """rate: bytes a second, 0 = as fast as can be; latency: seconds that each byte is late"""
        self.rate = rate
        self.latency = latency
        self.travelling = collections.deque()  # (time of arrival, bytes)
        self.free_at = 0.0  # when the last byte accepted so far has left the sender
        self.backlog = 0
        self.total = 0  # bytes accepted so far

    def room(self):
        """How many bytes the line accepts now."""
        limit = UNLIMITED_BACKLOG if not self.rate else max(64, int(self.rate * BACKLOG_SECONDS))
        return max(0, limit - self.backlog)

    def send(self, data, now):
        self.total += len(data)
        self.backlog += len(data)
        if not self.rate:
            self.travelling.append((now + self.latency, data))
            return
        size = max(1, int(self.rate * SLICE_SECONDS))
        self.free_at = max(now, self.free_at)
        for start in range(0, len(data), size):
            piece = data[start : start + size]
            self.free_at += len(piece) / self.rate
            self.travelling.append((self.free_at + self.latency, piece))

    def receive(self, now):
        """The bytes that have arrived."""
        arrived = bytearray()
        while self.travelling and self.travelling[0][0] <= now:
            arrived += self.travelling.popleft()[1]
        self.backlog -= len(arrived)
        return bytes(arrived)

    def next_arrival(self):
        """When the next bytes arrive, or None."""
        return self.travelling[0][0] if self.travelling else None
