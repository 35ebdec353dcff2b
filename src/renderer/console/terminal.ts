// The terminal of the console: xterm, made safe for what a board may print. A board is only shown: it gets no answer to its
// questions (a device report would be typed at its prompt), sets no title, no clipboard, no links and no mouse mode.

import { Terminal } from '@xterm/xterm';
import { token } from '../theme/theme';

/** Questions that a terminal would answer by typing. */
const QUESTIONS = [
  { final: 'c' },
  { prefix: '>', final: 'c' },
  { prefix: '=', final: 'c' },
  { final: 'n' },
  { prefix: '?', final: 'n' },
  { final: 't' },
  { final: 'x' },
  { prefix: '>', final: 'q' },
  { intermediates: '$', final: 'p' },
  { prefix: '?', intermediates: '$', final: 'p' },
  { prefix: '?', final: 'u' },
] as const;

/** Request status string, request terminfo. */
const STRING_QUESTIONS = [
  { intermediates: '$', final: 'q' },
  { intermediates: '+', final: 'q' },
] as const;

/** Title, icon, colours, current folder, links, pointer, notifications, clipboard: nothing of the window is the board's. */
const SYSTEM_COMMANDS = [
  0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 22, 52, 99, 104, 105, 110, 111,
  112, 133, 633, 777, 1337,
];

/** Modes in which moving the mouse or leaving the window would type something, or a paste would be wrapped. */
const TYPING_MODES = new Set([
  9, 1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1015, 1016, 2004, 9001,
]);

export function makeTerminal(): Terminal {
  const terminal = new Terminal({
    fontFamily: "'JetBrains Mono Variable', monospace",
    lineHeight: 1.3,
    cursorBlink: false,
    cursorStyle: 'bar',
    cursorInactiveStyle: 'outline',
    screenReaderMode: false,
    // Noise on the line is no error of ours, and reporting each of its bytes would cost more than showing it.
    logLevel: 'off',
    // For the marks of what was searched for.
    allowProposedApi: true,
    convertEol: false,
    minimumContrastRatio: 4.5,
    linkHandler: { activate: () => undefined },
    theme: terminalTheme(),
  });
  disarm(terminal);
  return terminal;
}

function disarm({ parser }: Terminal): void {
  const swallow = (): boolean => true;
  for (const id of QUESTIONS) parser.registerCsiHandler(id, swallow);
  for (const id of STRING_QUESTIONS) parser.registerDcsHandler(id, swallow);
  for (const id of SYSTEM_COMMANDS) parser.registerOscHandler(id, swallow);
  parser.registerCsiHandler({ prefix: '?', final: 'h' }, (params) =>
    params.flat().some((mode) => TYPING_MODES.has(mode)),
  );
}

/** The window's tokens as they are now. */
export function terminalTheme(): NonNullable<ConstructorParameters<typeof Terminal>[0]>['theme'] &
  object {
  const colour = (name: string): string => token(`--ansi-${name}`);
  return {
    background: token('--ground'),
    foreground: token('--text'),
    cursor: token('--accent'),
    cursorAccent: token('--ground'),
    selectionBackground: token('--selection'),
    scrollbarSliderBackground: token('--pressed'),
    scrollbarSliderHoverBackground: token('--line-strong'),
    scrollbarSliderActiveBackground: token('--line-strong'),
    black: colour('black'),
    red: colour('red'),
    green: colour('green'),
    yellow: colour('yellow'),
    blue: colour('blue'),
    magenta: colour('magenta'),
    cyan: colour('cyan'),
    white: colour('white'),
    brightBlack: token('--text-soft'),
    brightRed: colour('red'),
    brightGreen: colour('green'),
    brightYellow: colour('yellow'),
    brightBlue: colour('blue'),
    brightMagenta: colour('magenta'),
    brightCyan: colour('cyan'),
    brightWhite: token('--text'),
  };
}
