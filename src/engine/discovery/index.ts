// Discovery: what the other layers may use of it.

export { scanBluetooth, type BluetoothScan } from './bluetooth';
export { listDevices } from './devices';
export { watchDevices, type DeviceListener } from './watch';
export { openWhenBack } from './reappear';
export { rememberBoard, type KnownBoard } from './same-board';
