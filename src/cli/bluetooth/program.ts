// The Bluetooth process of the command. A file of its own in the build, which launch.ts starts.

import { loadBluetoothLibrary } from '../../engine/transport/ble/program/library';
import { serveCommand } from './serve';

serveCommand(loadBluetoothLibrary);
