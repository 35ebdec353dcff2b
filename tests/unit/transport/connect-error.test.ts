import { expect, it } from 'vitest';
import { connectError } from '../../../src/engine/transport/connect-socket';

function system(code: string): Error {
  return Object.assign(new Error(`connect ${code}`), { code });
}

it.each([
  ['ENOTFOUND', 'host-not-found'],
  ['EAI_AGAIN', 'host-not-found'],
  ['ECONNREFUSED', 'host-refused'],
  ['ECONNRESET', 'host-refused'],
  ['ETIMEDOUT', 'host-timeout'],
  ['EHOSTUNREACH', 'host-unreachable'],
  ['ENETUNREACH', 'host-unreachable'],
  ['EACCES', 'host-unreachable'],
])('%s is told as %s', (systemCode, code) => {
  const cause = system(systemCode);
  const error = connectError({ host: 'pi.local', port: 2217 }, cause);
  expect(error).toMatchObject({ code, detail: `pi.local:2217 (${systemCode})`, cause });
});

it('of several addresses tells of the one that refused', () => {
  const cause = new AggregateError([system('ENETUNREACH'), system('ECONNREFUSED')]);
  expect(connectError({ host: '::1', port: 1 }, cause)).toMatchObject({
    code: 'host-refused',
    detail: '[::1]:1 (ECONNREFUSED)',
  });
});

it('has a code also for what the system does not name', () => {
  for (const cause of [new Error('odd'), new AggregateError([]), 'a string'])
    expect(connectError({ host: 'h', port: 1 }, cause)).toMatchObject({
      code: 'host-unreachable',
      detail: 'h:1',
    });
});
