import { afterEach, expect, it } from 'vitest';
import { describeWithTarget } from '../../targets/describe';
import { bareProcessCommand, processBoardCommand } from '../../targets/targets';
import { FRIENDLY_PROMPT, RAW_PROMPT, openProcess } from './conversation';

let opened: ReturnType<typeof openProcess> | undefined;

function start(commandLine: string): ReturnType<typeof openProcess> {
  opened = openProcess(commandLine);
  return opened;
}

afterEach(async () => {
  opened?.process.kill('SIGTERM');
  await opened?.exited;
  opened = undefined;
});

describeWithTarget('a board on the stdin and stdout of a process', () => {
  it('has a raw REPL, and goes on after a soft reset', async () => {
    const { talk } = start(processBoardCommand());
    await talk.until(FRIENDLY_PROMPT);
    await talk.ask('\x01', RAW_PROMPT);
    expect(await talk.exec('print(1+1)')).toEqual({ out: '2\n', error: '' });
    expect(await talk.ask('\x04', RAW_PROMPT)).toContain('MPY: soft reboot');
    expect(await talk.exec('print(2+2)')).toEqual({ out: '4\n', error: '' });
  });

  it('passes bytes unchanged in both directions', async () => {
    const { talk } = start(processBoardCommand());
    await talk.until(FRIENDLY_PROMPT);
    await talk.ask('\x01', RAW_PROMPT);
    const code = [
      'import micropython, sys',
      'micropython.kbd_intr(-1)',
      'print("ready")',
      'sys.stdout.buffer.write(sys.stdin.buffer.read(128))',
      'sys.stdout.buffer.write(bytes(range(128, 256)))',
    ].join('\n');
    await talk.ask(`${code}\x04`, 'ready\n');
    const bytes = Array.from({ length: 256 }, (_, byte) => byte);
    const all = String.fromCharCode(...bytes);
    // node-pty writes text as UTF-8, so that only the lower half can be sent as it is
    expect(await talk.ask(all.slice(0, 128), '\xff')).toBe(all);
  });

  it('is interrupted by Ctrl-C', async () => {
    const { talk } = start(processBoardCommand());
    await talk.until(FRIENDLY_PROMPT);
    await talk.ask('\x01', RAW_PROMPT);
    await talk.ask('print("on")\nwhile True: pass\x04', 'on\n');
    expect(await talk.ask('\x03', '\x04>')).toContain('KeyboardInterrupt');
  });

  it('keeps its files for the next process', async () => {
    const command = processBoardCommand();
    const first = start(command);
    await first.talk.until(FRIENDLY_PROMPT);
    await first.talk.ask('\x01', RAW_PROMPT);
    await first.talk.exec('with open("a", "w") as f: f.write("b")');
    first.process.kill('SIGTERM');
    await first.exited;
    const second = start(command);
    await second.talk.until(FRIENDLY_PROMPT);
    await second.talk.ask('\x01', RAW_PROMPT);
    expect((await second.talk.exec('print(open("a").read())')).out).toBe('b\n');
  });

  it('can end at a soft reset instead, as MicroPython for computers does', async () => {
    const { talk, exited } = start(processBoardCommand({ onReset: 'exit' }));
    await talk.until(FRIENDLY_PROMPT);
    await talk.ask('\x01', RAW_PROMPT);
    await talk.ask('\x04', 'OK\r\n');
    expect(await exited).toBe(0);
  });
});

describeWithTarget('MicroPython for computers as it is', () => {
  it('has no raw REPL, and no files of this machine', async () => {
    const { talk } = start(bareProcessCommand());
    await talk.until('>>> ');
    await talk.ask('\x01', '>>> ');
    talk.say('print(1+1)\x04');
    expect(await talk.until('print(1+1)')).not.toContain('OK');
    expect(await talk.ask('\r', '>>> ')).toContain('2');
    await talk.ask('import os\r', '>>> ');
    expect(await talk.ask('os.listdir("/")\r', '>>> ')).toContain('[]');
  });
});
