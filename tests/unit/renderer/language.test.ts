// @vitest-environment happy-dom
// Help for names, before and after the language server: what is shown of its answers, what it starts with, and when Enter means a word.

import { describe, expect, it } from 'vitest';
import { isMeant } from '../../../src/renderer/language/completion-keys';
import { importsIn, wordsOf } from '../../../src/renderer/language/hints';
import {
  classesIn,
  extendedStub,
  lackingIn,
  moduleText,
  withNote,
} from '../../../src/renderer/language/module-text';
import { pathOf } from '../../../src/renderer/language/paths';
import { sanitizeHtml } from '../../../src/renderer/language/sanitize';
import { makeServer, type LanguageWorker } from '../../../src/renderer/language/server';
import { startFiles } from '../../../src/renderer/language/server-settings';
import { STUBS } from '../../../src/renderer/language/stubs';
import { tidyCode, tidyMarkup, tidySignatures } from '../../../src/renderer/language/tidy';
import type { ModuleName } from '../../../src/ipc/contract';
import type { Tab } from '../../../src/renderer/tabs/tabs';

describe('what the server says', () => {
  it('is told without marks that matter only to Python', () => {
    expect(tidyCode('(function) def sleep_ms(\n    ms: int,\n    /\n) -> None')).toBe(
      '(function) def sleep_ms(ms: int)',
    );
    expect(tidyMarkup('```python\ndef f()\n```\n---\nDoes it.').value).toBe(
      '```python\ndef f()\n```\n\nDoes it.',
    );
  });

  it('marks the parameter that is next, wherever the slash stands', () => {
    const label = '(addr: int, nbytes: int, /, *, stop: bool = True) -> None';
    const parts = ['addr: int', 'nbytes: int', '/', '*', 'stop: bool = True'];
    const parameters = parts.map((part) => {
      const from = label.indexOf(part);
      return { label: [from, from + part.length] as const };
    });
    const at = (activeParameter: number): string | undefined => {
      const [one] = tidySignatures({
        signatures: [{ label, parameters }],
        activeParameter,
      }).signatures;
      expect(one?.label).toBe('(addr: int, nbytes: int, *, stop: bool = True)');
      const place = one?.parameters?.[one.activeParameter ?? -1]?.label as
        [number, number] | undefined;
      return place && one?.label.slice(...place);
    };
    expect(at(1)).toBe('nbytes: int');
    expect(at(4)).toBe('stop: bool = True');
    expect(at(9)).toBeUndefined();
  });

  it('is harmless, whoever wrote it', () => {
    expect(
      sanitizeHtml('<p onclick="x()">Hi <b>you</b></p><img src=x onerror=x()><script>x()</script>'),
    ).toBe('<p>Hi you</p>');
    expect(sanitizeHtml('<pre><code>a &lt; b</code></pre>')).toBe(
      '<pre><code>a &lt; b</code></pre>',
    );
  });
});

describe('Enter and Tab', () => {
  it.each([
    ['pri', 'print', false, true],
    ['', 'append', false, false],
    ['', 'append', true, true],
    ['print', 'print', false, false],
    ['x', 'hex', false, false],
  ])('typed “%s”, marked “%s”, chosen: %s', (typed, label, isChosen, meant) => {
    expect(isMeant(typed, label, isChosen)).toBe(meant);
  });
});

describe('the file system of the server', () => {
  it('has each module of MicroPython, also under its older name', () => {
    const files = startFiles(STUBS);
    expect(files['/micropython/stdlib/machine.pyi']).toContain('class Pin');
    expect(files['/micropython/stdlib/utime.pyi']).toContain('from time import *');
    expect(files['/micropython/stdlib/VERSIONS']?.split('\n')).toEqual(
      expect.arrayContaining(['machine: 3.0-', 'umqtt: 3.0-', 'utime: 3.0-']),
    );
  });

  it('lays tabs where their files lie on the board, and never two at one place', () => {
    const tab = (id: number, name: string, origin: Tab['origin']): Tab => ({
      ...{
        id,
        key: `tab-${id}`,
        name,
        origin,
        side: 'left',
        unsaved: false,
        saving: false,
        apart: false,
        conflict: undefined,
        waiting: false,
        uploadedTo: undefined,
      },
    });
    const all = [
      tab(1, 'deep.py', { kind: 'board', address: 'virtual:default', path: '/lib/deep.py' }),
      tab(2, 'main.py', { kind: 'new' }),
      tab(3, 'main.py', { kind: 'example' }),
    ];
    expect(all.map((one) => pathOf(one, all))).toEqual([
      '/lib/deep.py',
      '/main.py',
      '/.tab-3/main.py',
    ]);
  });
});

it('a module of the board is a text with its names, and with room for more', () => {
  const text = moduleText([
    { name: 'B9600', type: 'int' },
    { name: 'tcgetattr', type: 'function' },
    { name: 'Port', type: 'type' },
    { name: 'None', type: 'NoneType' },
    { name: 'default', type: 'Port' },
  ]);
  expect(text.split('\n').slice(1)).toEqual([
    'def __getattr__(name: str) -> _typing.Any: ...',
    'B9600: int',
    'def tcgetattr(*args: _typing.Any, **kwargs: _typing.Any) -> _typing.Any: ...',
    'class Port(_typing.Any): ...',
    'default: _typing.Any',
    '',
  ]);
});

describe('a stub with what the board has beside it', () => {
  const stub =
    'from typing import Any\n\nclass Pin:\n    IN: int\nasync def go() -> Any: ...\nIDLE: int\n';
  const value = (name: string): ModuleName => ({ name, type: 'int' });

  it('keeps its text, and gets only what it lacks', () => {
    const names = [...['Pin', 'go', 'IDLE', 'Any'].map(value), { name: 'Encoder', type: 'type' }];
    const text = extendedStub(stub, names, new Set());
    expect(text.startsWith(stub)).toBe(true);
    expect(text.slice(stub.length).split('\n').slice(2)).toEqual([
      'import typing as _typing',
      'class Encoder(_typing.Any): ...',
      '',
    ]);
  });

  it('has what is only in one of its classes, on its first level too', () => {
    expect(extendedStub(stub, [value('IN')], new Set())).toContain('\nIN: int\n');
  });

  it('is as it was without more names, and when they would be types of Python', () => {
    const types = classesIn('class int:\n    real: int\ndef open(): ...\n');
    expect(extendedStub(stub, [value('int'), value('Pin')], types)).toBe(stub);
    expect(extendedStub(stub, [value('open')], types)).toContain('\nopen: int\n');
  });
});

describe('a stub with what the board lacks', () => {
  const stub = [
    'from typing import Any',
    'class CAN:',
    '    """One bus."""',
    '    def send(self) -> None:',
    '        """Sends."""',
    'class Pin:',
    '    """One pin."""',
    'def freq() -> int:',
    '    """How fast."""',
    'def freq(hz: int) -> None: ...',
    'IDLE: int',
    '"""Nothing to do."""',
    '_hidden: int',
    '',
  ].join('\n');
  const lacking = lackingIn(stub, [{ name: 'Pin', type: 'type' }]);

  it('knows its own names that are not there', () => {
    expect([...lacking]).toEqual(['CAN', 'freq', 'IDLE']);
  });

  it('says so of each, and keeps its lines', () => {
    const text = withNote(stub, lacking, 'Not here.');
    expect(text.split('\n').filter((line) => line.includes('Not here.'))).toEqual([
      '    """Not here. One bus."""',
      '    """Not here. How fast."""',
      '"""Not here. Nothing to do."""',
    ]);
    expect(text.split('\n')).toHaveLength(stub.split('\n').length);
  });

  it('says nothing of a module that makes names when they are asked for', () => {
    expect(lackingIn(stub, [{ name: '__getattr__', type: 'function' }]).size).toBe(0);
  });
});

describe('hints', () => {
  it.each([
    [
      'Import "nonsense" could not be resolved',
      /Neither Adder nor the board knows a module “nonsense”/,
    ],
    ['"bar" is not a known attribute of module "machine"', /“bar” is not known in “machine”/],
    ['"Pim" is unknown import symbol', /“Pim” is not known/],
    ['Expected 0 positional arguments', /Too many values/],
    ['Argument missing for parameter "ms"', /Something is missing in the brackets: ms\./],
    ['Type "int" is not assignable to "str"', undefined],
    ['Import "picographics" could not be resolved', undefined],
  ])('%s', (message, words) => {
    const told = wordsOf(message, (module) => module === 'picographics');
    if (words) expect(told).toMatch(words);
    else expect(told).toBeUndefined();
  });

  it('stand under the names that are imported', () => {
    const text = 'import os, network as n\nfrom umqtt.simple import MQTTClient\nx = 1\n';
    const names = importsIn(text).map(({ name, from }) => [name, text.slice(from, from + 5)]);
    expect(names).toEqual([
      ['os', 'os, n'],
      ['network', 'netwo'],
      ['umqtt', 'umqtt'],
    ]);
  });
});

describe('the pipe to the worker', () => {
  it('answers what the server asks its client, and gives on the rest', () => {
    const posted: unknown[] = [];
    const worker: LanguageWorker = {
      postMessage: (message) => posted.push(message),
      onmessage: null,
      onerror: null,
      terminate: () => undefined,
    };
    const heard: string[] = [];
    let broken = '';
    const server = makeServer(
      worker,
      () => undefined,
      (why) => (broken = why),
    );
    server.subscribe((message) => heard.push(message));
    const say = (data: unknown): unknown =>
      worker.onmessage?.(new MessageEvent('message', { data }));
    say({ id: 4, method: 'workspace/configuration', params: { items: [{ section: 'x' }] } });
    say({ type: 'browser/newWorker' });
    say({ id: 1, result: 3 });
    expect(posted).toEqual([{ jsonrpc: '2.0', id: 4, result: [null] }]);
    expect(heard).toEqual(['{"id":1,"result":3}']);
    server.send('{"id":2,"method":"initialize","params":{"rootUri":"file:///code"}}');
    expect(posted.at(-1)).toMatchObject({
      params: { workspaceFolders: [{ uri: 'file:///code' }] },
    });
    worker.onerror?.(new ErrorEvent('error', { message: 'gone' }));
    expect(broken).toBe('gone');
  });
});
