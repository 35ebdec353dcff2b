// The place where one check is done: makes rigs, opens them, and clears all away afterwards.

import assert from 'node:assert/strict';
import { readdirSync, readlinkSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { isAdderError, type AdderError, type ErrorCode } from '../../../shared/errors';
import type { Transport } from '../transport';
import { Receiver } from './receiver';
import type { ComplianceBehaviour, ComplianceRig, ComplianceSetup } from './setup';

/** More than any link takes without a reader, bytes: TCP's buffers in the system alone grow to 36 MB on some. */
const ENDLESS_SIZE = 100_000_000;

export class Stand {
  private readonly rigs: ComplianceRig[] = [];

  constructor(private readonly setup: ComplianceSetup) {}

  async make(behaviour: ComplianceBehaviour): Promise<ComplianceRig> {
    const rig = await this.setup.rig(behaviour);
    this.rigs.push(rig);
    return rig;
  }

  async open(behaviour: ComplianceBehaviour): Promise<ComplianceRig> {
    const rig = await this.make(behaviour);
    await rig.transport.open();
    await rig.ready();
    return rig;
  }

  async clear(): Promise<void> {
    for (const rig of this.rigs.splice(0)) {
      await rig.transport.close();
      await rig.dispose();
    }
  }
}

/** What a deaf peer never takes. */
export function endless(): Uint8Array {
  return Buffer.alloc(ENDLESS_SIZE);
}

/** Sends bytes to a peer that echoes, and resolves with as many. */
export async function echoed(transport: Transport, bytes: Uint8Array): Promise<Buffer> {
  const receiver = new Receiver(transport);
  await transport.write(bytes);
  const answer = await receiver.atLeast(bytes.length);
  receiver.stop();
  return answer;
}

export async function failsWith(work: Promise<unknown>, code: ErrorCode): Promise<AdderError> {
  const error = await work.then(
    () => assert.fail(`it should have failed with ${code}`),
    (thrown: unknown) => thrown,
  );
  if (!isAdderError(error)) throw error;
  assert.equal(error.code, code);
  return error;
}

/** Lets everything happen that is about to. */
export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await setImmediate();
}

/** What a transport can leave behind: processes, threads, connections, and (where the system shows them) open terminals. */
export async function resources(): Promise<string[]> {
  await turns(50); // Node closes handles later than it says
  const kinds = process
    .getActiveResourcesInfo()
    .filter((kind) =>
      /^(ProcessWrap|TTYWrap|PipeWrap|TCPS.*Wrap|FSEventWrap|MessagePort|Worker)$/.test(kind),
    );
  return [...kinds, ...openTerminals()].sort();
}

function openTerminals(): string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc/self/fd').flatMap((descriptor) => {
    try {
      const target = readlinkSync(`/proc/self/fd/${descriptor}`);
      return /^\/dev\/(pts\/|ptmx|tty)/.test(target) ? [target] : [];
    } catch {
      return []; // the one that the listing itself used
    }
  });
}
