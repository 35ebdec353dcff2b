import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { describeWithTarget } from '../../targets/describe';
import { pythonBinary } from '../../targets/micropython';

const PROGRAM = `
from line import Line
line = Line(rate=1000, latency=0.5)
line.send(b"ab" * 10, now=10.0)
assert line.room() == 44, line.room()
assert line.receive(now=10.5) == b""
assert line.receive(now=10.5105) == b"ab" * 5
line.send(b"z", now=10.01)
assert line.next_arrival() is not None
assert line.receive(now=11) == b"ab" * 5 + b"z"
assert line.next_arrival() is None and line.room() == 64
free = Line(rate=0, latency=0)
free.send(b"x" * 1000, now=1.0)
assert free.receive(now=1.0) == b"x" * 1000
`;

describeWithTarget('the line of a test board', () => {
  it('delivers each byte at its time, and in order', () => {
    const folder = resolve(import.meta.dirname, '../../targets');
    const { stderr, status } = spawnSync(pythonBinary() ?? '', ['-B', '-c', PROGRAM], {
      cwd: folder,
    });
    expect(stderr.toString()).toBe('');
    expect(status).toBe(0);
  });
});
