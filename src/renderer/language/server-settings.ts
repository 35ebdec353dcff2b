// How the analysis is set: for MicroPython instead of Python, and quiet. What it knows lies in a file system in its memory:
//   /code            the open tabs and what they import, as these files would lie on the board
//   /micropython     what MicroPython has (resources/stubs)

export const CODE = '/code';
export const STUBS_FOLDER = '/micropython';

/** The sections that the server asks its client for. */
export const SERVER_SETTINGS: Readonly<Record<string, unknown>> = {
  'basedpyright.analysis': { autoImportCompletions: false, diagnosticMode: 'openFilesOnly' },
};

/** Of what it can find: names that are not there, and wrong numbers of arguments. The rest frightens beginners. */
export const RULES = ['reportMissingImports', 'reportAttributeAccessIssue', 'reportCallIssue'];

const CONFIG = {
  typeshedPath: STUBS_FOLDER,
  extraPaths: ['lib'],
  pythonVersion: '3.13',
  typeCheckingMode: 'off',
  ...Object.fromEntries(RULES.map((rule) => [rule, 'warning'])),
};

/** Older names of modules, which MicroPython still takes. */
const OLD_NAMES = [
  'array',
  'asyncio',
  'binascii',
  'bluetooth',
  'collections',
  'cryptolib',
  'errno',
  'hashlib',
  'heapq',
  'io',
  'json',
  'machine',
  'os',
  'platform',
  'random',
  're',
  'requests',
  'select',
  'socket',
  'ssl',
  'struct',
  'sys',
  'time',
];

/**
 * The files that the server starts with.
 *
 * @param stubs texts by their path below resources/stubs
 */
export function startFiles(stubs: ReadonlyMap<string, string>): Record<string, string> {
  const files: Record<string, string> = { [`${CODE}/pyrightconfig.json`]: JSON.stringify(CONFIG) };
  for (const [path, text] of stubs) files[`${STUBS_FOLDER}/${path}`] = text;
  for (const name of OLD_NAMES)
    files[`${STUBS_FOLDER}/stdlib/u${name}.pyi`] =
      `"""An older name of ${name}."""\nfrom ${name} import *\n`;
  const names = new Set(Object.keys(files).flatMap((path) => moduleOf(path) ?? []));
  files[`${STUBS_FOLDER}/stdlib/VERSIONS`] = [...names].map((name) => `${name}: 3.0-\n`).join('');
  return files;
}

/** Modules of MicroPython, also those that only the help itself needs. */
export function moduleOf(path: string): string | undefined {
  return /\/stdlib\/(\w+)(?:\.pyi|\/)/.exec(`/${path}`)?.[1];
}

/** The help needs these, and no board has them. */
export const NOT_ON_BOARDS: ReadonlySet<string> = new Set([
  'typing',
  'typing_extensions',
  'types',
  '_typeshed',
  'builtins',
]);

export function isOldName(name: string): boolean {
  return name.startsWith('u') && OLD_NAMES.includes(name.slice(1));
}
