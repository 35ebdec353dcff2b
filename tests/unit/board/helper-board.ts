// A board whose helpers answer what a test wants, in well-formed frames.

import { CHECKS, checkBytes } from '../../../src/engine/protocol/checks';
import { concat, utf8 } from '../../../src/engine/protocol/bytes';
import { connect } from './settled';
import { replScript, ScriptedTransport } from './scripted-transport';

const FEATURES = ['stat', 'ilistdir', 'rename', 'stdin'];

export interface Firmware {
  readonly features: readonly string[];
  readonly others: (program: string) => string;
}

/** As device-code/wire sends them where nothing but hexadecimal passes, one frame for each text. */
export function frames(program: string, texts: readonly Uint8Array[]): string {
  let total = Number(/seed=(\d+)/.exec(program)?.[1]);
  return texts
    .map((data) => {
      total = CHECKS.sum(data, total);
      const body = Buffer.from(concat(data, checkBytes(total))).toString('hex');
      const digits = String.fromCharCode(64 + (body.length >> 6), 64 + (body.length & 63));
      return `\x1e${digits}=${body}`;
    })
    .join('');
}

export function record(kind: string, data: Uint8Array | string = ''): Uint8Array {
  const bytes = utf8(kind);
  const content = typeof data === 'string' ? utf8(data) : data;
  return concat(bytes, Uint8Array.of(content.length & 255, content.length >> 8), content);
}

export const END = record('E');

/** A connected board that has these features, answers synchronising marks, and answers helpers so, and other programs. */
export async function answering(
  answer: (program: string) => string,
  { features = FEATURES, others = (): string => '\x04' }: Partial<Firmware> = {},
) {
  const helpers: string[] = [];
  const script = replScript((program) => {
    const mark = /^print\('(.*)'\)$/.exec(program)?.[1];
    if (mark !== undefined) return `${mark}\r\n\x04`;
    if (program.includes('len(F)'))
      return `${frames(program, [utf8(features.map((key) => `${key} 1\n`).join(''))])}\x04`;
    if (!program.includes('seed=')) return others(program);
    helpers.push(program);
    return answer(program);
  });
  const board = await connect(new ScriptedTransport(script, { inFlight: Infinity }));
  return { board, helpers };
}

export function saying(...records: readonly Uint8Array[]) {
  return answering((program) => `${frames(program, records)}\x04`);
}
