import { describe, expect, it } from 'vitest';
import { Board } from '../../../src/engine/board/board';
import { crc32 } from '../../../src/engine/protocol/crc32';
import { BANNER, replScript, ScriptedTransport } from './scripted-transport';

const CALL = /_adder\('(~[0-9a-f]+)', '(.*)', '(.*)', '.*', (\d+)\)/;

describe('an upload over a link without flow control', () => {
  it('never has more on its way than the board has room for', async () => {
    const script = replScript(() => '\x04');
    let unread = 0;
    let tag = '';
    const transport = new ScriptedTransport(
      (sent, say) => {
        const call = CALL.exec(sent);
        if (sent.startsWith('\x05A')) say('R\x00');
        else if (call) {
          tag = call[1] ?? '';
          const names = `${call[2] ?? ''}\n${call[3] ?? ''}\n${call[4] ?? ''}`;
          const check = crc32(Buffer.from(names)).toString(16).padStart(8, '0');
          say(`OK${tag} ready crc32 100000 ${check}\r\n`);
        } else if (tag === '') script(sent, say);
        else unread += sent.length;
      },
      { inFlight: 256 },
      BANNER,
    );
    const board = await Board.connect(transport);
    const upload = board.files.write('/x.bin', new Uint8Array(1000)).catch(() => undefined);
    // A board takes nothing while it makes the file: flash is slow.
    for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
    expect(unread).toBeGreaterThan(0);
    expect(unread).toBeLessThan(256);
    unread = 0;
    transport.say(`${tag} got 0\r\n`);
    for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
    expect(unread).toBeGreaterThan(200);
    expect(unread).toBeLessThan(256);
    transport.unplug();
    await upload;
  });
});
