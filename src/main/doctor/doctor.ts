// The doctor's eyes and hands in main: what this computer tells of a place that could not be connected to, and the repair of a
// port's rights. Looks everything up anew for each question, so that the window can name nothing but an address.

import { access, readFile } from 'node:fs/promises';
import { parseAddress, type BoardAddress } from '../../shared/address';
import type { DeviceInfo } from '../../shared/board';
import { AdderError } from '../../shared/errors';
import type { PortProbe } from '../../engine/transport/port-errors';
import { portProbe } from '../../engine/transport/port-probe';
import { listUsbDevices, type UsbDevice } from '../../engine/discovery/usb-devices';
import { usbBoard } from '../../shared/usb-boards';
import type { ConnectionFacts, FixOutcome, PortFacts, UsbId } from '../../ipc/doctor';
import rule from '../../../resources/udev/70-adder-boards.rules?raw';
import { findPkexec, findProgram, planFix, RULE_FILE, runFix, type Fix } from './permission';

/** What of this computer the doctor looks at; scripted in tests. */
export interface DoctorSystem {
  readonly probe: PortProbe;
  readonly devices: () => readonly DeviceInfo[];
  readonly usb: () => Promise<readonly UsbDevice[]>;
  readonly pkexec: () => Promise<string | undefined>;
  readonly canInstallRule: () => Promise<boolean>;
}

const USERMOD = ['/usr/sbin/usermod', '/usr/bin/usermod', '/sbin/usermod'];
const TEE = ['/usr/bin/tee', '/bin/tee'];
/** udev, and a login manager that gives rights to who sits at the computer. */
const NEEDED_FOR_RULE = ['/run/udev/control', '/run/systemd/seats'];

export function systemOfDoctor(devices: () => readonly DeviceInfo[]): DoctorSystem {
  return {
    probe: portProbe,
    devices,
    usb: () => listUsbDevices(),
    pkexec: () => findPkexec(),
    canInstallRule,
  };
}

export class Doctor {
  private readonly ending = new AbortController();

  constructor(private readonly system: DoctorSystem) {}

  /** Never rejects, but with `bad-address`. */
  async examine(address: string): Promise<ConnectionFacts> {
    const { link } = parseAddress(address);
    switch (link.kind) {
      case 'serial':
      case 'serial-id': {
        const path = this.pathOf(link);
        const found = await this.bootloader();
        const facts = { link: 'serial', ...(found && { bootloader: found }) } as const;
        if (path === undefined) return { ...facts, place: address };
        return { ...facts, place: path, port: await this.port(path) };
      }
      case 'tcp':
      case 'rfc2217':
        return { link: 'network', place: `${link.host}:${link.port}` };
      case 'ws':
        return { link: 'webrepl', place: link.host };
      case 'ble':
        return { link: 'bluetooth', place: link.device };
      case 'virtual':
        return { link: 'virtual', place: link.name };
      default:
        return { link: 'other', place: address };
    }
  }

  /** Opens a port to this user. Rejects with `bad-request` where there is nothing to repair. */
  async repair(address: string): Promise<FixOutcome> {
    const { link } = parseAddress(address);
    const path =
      link.kind === 'serial' || link.kind === 'serial-id' ? this.pathOf(link) : undefined;
    const fix = path === undefined ? undefined : await this.fix(path, this.usbAt(path));
    if (!fix) throw new AdderError('bad-request', { detail: 'nothing to repair' });
    return runFix(fix, await this.system.pkexec(), this.ending.signal);
  }

  /** The app ends: a question that still stands goes. */
  end(): void {
    this.ending.abort();
  }

  private pathOf(link: BoardAddress['link']): string | undefined {
    if (link.kind === 'serial') return link.path;
    if (link.kind !== 'serial-id') return undefined;
    return this.system.devices().find((device) => device.serialNumber === link.serialNumber)?.path;
  }

  private async port(path: string): Promise<PortFacts> {
    const { probe, pkexec } = this.system;
    const usb = this.usbAt(path);
    const [code, access, holders] = await Promise.all([
      probe.platform === 'win32' ? undefined : probe.openCode(path),
      probe.access(path),
      probe.holders(path),
    ]);
    const denied = code === 'EACCES';
    const fix = denied ? await this.fix(path, usb) : undefined;
    return {
      path,
      forbidden: code === 'EPERM',
      ...(access?.group !== undefined && { group: access.group }),
      memberAtNextLogin: denied && access?.memberAtNextLogin === true,
      ...(fix && {
        fix: {
          kind: fix.kind,
          command: fix.command,
          canAsk: (await pkexec()) !== undefined,
        },
      }),
      holders,
      ...(usb && { usb }),
    };
  }

  private async fix(path: string, usb: UsbId | undefined): Promise<Fix | undefined> {
    const { probe, canInstallRule } = this.system;
    if (probe.platform !== 'linux') return undefined;
    const access = await probe.access(path);
    if (!access) return undefined;
    return planFix({
      access,
      vendorId: usb?.vendorId,
      rule,
      canInstallRule: await canInstallRule(),
      usermod: await findProgram(USERMOD),
      tee: await findProgram(TEE),
    });
  }

  private async bootloader(): Promise<UsbId | undefined> {
    const waiting = (await this.system.usb()).find(
      ({ vendorId, productId }) => usbBoard(vendorId, productId)?.bootloader === true,
    );
    return waiting && { vendorId: waiting.vendorId, productId: waiting.productId };
  }

  private usbAt(path: string): UsbId | undefined {
    const device = this.system.devices().find((one) => one.path === path);
    if (device?.vendorId === undefined || device.productId === undefined) return undefined;
    return { vendorId: device.vendorId, productId: device.productId };
  }
}

async function canInstallRule(): Promise<boolean> {
  const there = await Promise.allSettled(NEEDED_FOR_RULE.map((path) => access(path)));
  if (there.some(({ status }) => status === 'rejected')) return false;
  // It is there already, and the port is closed all the same: it does not work here.
  return (await readFile(RULE_FILE, 'utf8').catch(() => '')) !== rule;
}
