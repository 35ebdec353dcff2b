// What the engine and the Bluetooth process say to each other, written once: schemas checked at run time on both sides, and the types
// that follow from them. The texts in reports come from strangers' devices. Both hosts' channels carry these as structured
// clones, so bytes travel as bytes.
//
//   engine                          process
//   scan                      ──▶   found, found, ... (until close) or failed
//   connect                   ──▶   open or failed; then bytes at any time, and lost in the end
//   write (one at a time)     ──▶   written, or lost
//   close                     ──▶   the process lets the device go and ends

import * as v from 'valibot';

/** The ways in which the process can fail, as codes of src/shared/errors.ts. */
const FAILURES = [
  'bluetooth-unavailable',
  'bluetooth-denied',
  'bluetooth-failed',
  'device-not-found',
  'device-ambiguous',
  'no-uart-service',
  'internal',
] as const;

export type BluetoothFailure = (typeof FAILURES)[number];

/** Most bytes of one write: what one transport piece has. */
export const MAX_WRITE = 512;
/** Most bytes of one notification: an attribute has at most 512 (Core Specification 5.4, Vol 3, Part F, 3.2.9). */
const MAX_NOTIFICATION = 512;
const MAX_DETAIL = 2000;

const MILLISECONDS = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(600_000));

function bytesUpTo(limit: number) {
  return v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= limit);
}

export const commandSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('scan') }),
  v.strictObject({
    kind: v.literal('connect'),
    /** A name, or the id that the system gives the device. */
    device: v.pipe(v.string(), v.minLength(1), v.maxLength(4096)),
    /** How long to look for it. */
    scanMs: MILLISECONDS,
    /** How long to look on for a second one of that name. */
    settleMs: MILLISECONDS,
  }),
  v.strictObject({ kind: v.literal('write'), bytes: bytesUpTo(MAX_WRITE) }),
  v.strictObject({ kind: v.literal('close') }),
]);

export type Command = v.InferOutput<typeof commandSchema>;

export const reportSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('found'),
    id: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
    /** Clean; empty where the device does not say one. */
    name: v.pipe(v.string(), v.maxLength(256)),
    /** dBm, when it was heard. */
    signal: v.optional(v.pipe(v.number(), v.minValue(-128), v.maxValue(127))),
    /** It advertises the Nordic UART service. Many boards have no room to say so. */
    uart: v.boolean(),
  }),
  v.strictObject({ kind: v.literal('open') }),
  v.strictObject({ kind: v.literal('bytes'), bytes: bytesUpTo(MAX_NOTIFICATION) }),
  v.strictObject({ kind: v.literal('written') }),
  v.strictObject({ kind: v.literal('lost'), detail: v.pipe(v.string(), v.maxLength(MAX_DETAIL)) }),
  v.strictObject({
    kind: v.literal('failed'),
    code: v.picklist(FAILURES),
    detail: v.pipe(v.string(), v.maxLength(MAX_DETAIL)),
  }),
]);

export type Report = v.InferOutput<typeof reportSchema>;
export type FoundReport = Extract<Report, { kind: 'found' }>;

/** Undefined for what makes no sense. */
export function readCommand(message: unknown): Command | undefined {
  const result = v.safeParse(commandSchema, message);
  return result.success ? result.output : undefined;
}

export function readReport(message: unknown): Report | undefined {
  const result = v.safeParse(reportSchema, message);
  return result.success ? result.output : undefined;
}

export function isBluetoothFailure(code: string): code is BluetoothFailure {
  return (FAILURES as readonly string[]).includes(code);
}

/** A detail that fits a message. */
export function cutDetail(text: string): string {
  return text.slice(0, MAX_DETAIL);
}
