// A scripted list of ports: a udevadm of the test's own on the PATH, which tells what the test says hangs on USB. Plugging in and
// out is told as the kernel does it, by a device file that comes and goes.

import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ScriptedPort {
  /** The name of its device file: `ttyACM0`. */
  readonly name: string;
  readonly vendorId?: string;
  readonly productId?: string;
  readonly serialNumber?: string;
  /** The pseudo-terminal that it is; without one nothing answers there. */
  readonly pty?: string;
}

/** Why hot-plug cannot be told here, or ''. */
export function whyNoHotPlug(): string {
  if (process.platform !== 'linux') return 'only Linux tells of plugging in by device files';
  try {
    nudge();
    return '';
  } catch {
    return 'making device files needs the rights of root';
  }
}

/** Something that is no port comes and goes, so that whoever watches looks at the list again. */
function nudge(): void {
  const file = '/dev/tty-adder-test';
  writeFileSync(file, '');
  rmSync(file);
}

export class ScriptedPorts {
  private readonly before = process.env['PATH'] ?? '';
  private readonly list: string;

  /** @param folder of this test; apps that are launched from now on see the ports */
  constructor(private readonly folder: string) {
    const bin = join(folder, 'bin');
    this.list = join(folder, 'udev.txt');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'udevadm'), `#!/bin/sh\nexec cat '${this.list}'\n`);
    chmodSync(join(bin, 'udevadm'), 0o755);
    process.env['PATH'] = `${bin}:${this.before}`;
    this.set([], false);
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  set(ports: readonly ScriptedPort[], told = true): void {
    const text = ports.map((port) => this.entry(port)).join('\n');
    writeFileSync(this.list, text);
    if (told) nudge();
  }

  end(): void {
    process.env['PATH'] = this.before;
  }

  private entry({ name, vendorId, productId, serialNumber, pty }: ScriptedPort): string {
    const path = this.path(name);
    rmSync(path, { force: true });
    if (pty !== undefined) symlinkSync(pty, path);
    const facts = {
      DEVNAME: path,
      ID_VENDOR_ID: vendorId,
      ID_MODEL_ID: productId,
      ID_SERIAL_SHORT: serialNumber,
    };
    const lines = Object.entries(facts).map(([key, value]) =>
      value === undefined ? '' : `E: ${key}=${value}\n`,
    );
    return `P: /devices/${name}\nN: ${name}\n${lines.join('')}`;
  }
}
