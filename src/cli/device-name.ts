// What mpremote calls a board: a port by its path alone, and one that was asked for by its USB serial number by the port it is on.

import type { DeviceInfo } from '../shared/board';

/** @param address as it was typed, or as discovery names it */
export async function deviceName(
  address: string,
  listDevices: () => Promise<readonly DeviceInfo[]>,
): Promise<string> {
  const [, serialNumber] = /^id:(.*)$/is.exec(address) ?? [];
  if (serialNumber === undefined) return address.replace(/^(serial|port):/i, '');
  const devices = await listDevices();
  return devices.find((device) => device.serialNumber === serialNumber)?.path ?? address;
}
