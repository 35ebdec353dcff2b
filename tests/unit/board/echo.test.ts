import { expect, it } from 'vitest';
import { BANNER, replScript, ScriptedTransport } from './scripted-transport';
import { arrive, connect, settled, useFakeTime } from './settled';

useFakeTime();

it('an operation waits for the end of a line that was just typed, also where its echo comes in pieces', async () => {
  const script = replScript(() => '\x04');
  const transport = new ScriptedTransport(
    (sent, say) => {
      if (sent !== 'x=1\r') script(sent, say);
      else for (const piece of ['x=1', '\r', '\n', '>>> ']) say(piece);
    },
    {},
    BANNER,
  );
  const board = await connect(transport);
  await board.type(Buffer.from('x=1\r'));
  const working = settled(board.exec('y=2'));
  for (let piece = 0; piece < 5; piece++) await arrive();
  expect(await working).toMatchObject({ stderr: '' });
});
