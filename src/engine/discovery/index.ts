// Discovery: what the other layers may use of it.

export { listDevices } from './devices';
export { watchDevices, type DeviceListener } from './watch';
