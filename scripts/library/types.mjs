// Rolls the types of the engine's public door up into one file that stands alone, for programs that import 'adder/engine': TypeScript makes a
// declaration of each source file, API Extractor puts together what the door names and complains about what it uses but does not name.
//
// `node scripts/library/types.mjs [FILE]`, out/engine/index.d.cts unless given.
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import { cpSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT, commandScript } from '../setup/paths.mjs';
import { run } from '../setup/run.mjs';
import { SetupError } from '../setup/say.mjs';

/** Where `vue-tsc -b` puts a declaration of each file. */
const DECLARATIONS = join(ROOT, 'node_modules/.cache/types/src');
/** What the door need not name: the table behind `ErrorCode`, whose words may change. */
const KNOWN = ['TABLE'];
/** API Extractor takes what lies in a node_modules for somebody else's, and imports it. */
const COPY = join(ROOT, '.cache', `library-types-${process.pid}`);

/** @param {string} file where the types go */
export async function rollUpTypes(file) {
  const compiled = await run(process.execPath, [commandScript('vue-tsc'), '-b', 'src/engine'], {
    label: 'Types',
    cwd: ROOT,
  });
  if (!compiled.ok) throw new SetupError(compiled.output.trimEnd());
  for (const layer of ['shared', 'virtual-board', 'engine'])
    cpSync(join(DECLARATIONS, layer), join(COPY, layer), { recursive: true });
  /** @type {string[]} */
  const complaints = [];
  const { succeeded } = Extractor.invoke(extractorConfig(file), {
    messageCallback: (message) => {
      message.handled = true;
      if (KNOWN.some((name) => message.text.includes(`"${name}"`)))
        message.logLevel = ExtractorLogLevel.None;
      const { logLevel, text, sourceFilePath = '' } = message;
      if (logLevel === ExtractorLogLevel.Error || logLevel === ExtractorLogLevel.Warning)
        complaints.push(`${sourceFilePath}: ${text}`);
    },
  });
  rmSync(COPY, { recursive: true, force: true });
  if (!succeeded || complaints.length > 0)
    throw new SetupError(`The types of the library:\n${complaints.join('\n')}`);
}

/** @param {string} file */
function extractorConfig(file) {
  return ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(ROOT, 'package.json'),
    configObject: {
      projectFolder: ROOT,
      mainEntryPointFilePath: join(COPY, 'engine/index.d.ts'),
      compiler: { tsconfigFilePath: join(ROOT, 'src/engine/tsconfig.json') },
      apiReport: { enabled: false, reportFileName: 'adder.api.md' },
      docModel: { enabled: false },
      dtsRollup: { enabled: true, untrimmedFilePath: resolve(file) },
      tsdocMetadata: { enabled: false },
      messages: {
        // TypeDoc reads the comments (typedoc.json).
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
        extractorMessageReporting: {
          default: { logLevel: ExtractorLogLevel.Warning },
          'ae-missing-release-tag': { logLevel: ExtractorLogLevel.None },
        },
      },
    },
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  await rollUpTypes(process.argv[2] ?? join(ROOT, 'out/engine/index.d.cts'));
