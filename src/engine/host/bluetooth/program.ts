// The Bluetooth process of a Node program. A file of its own in the build, which launch.ts starts.

import { loadBluetoothLibrary } from '../../transport/ble/program/library';
import { serveParent } from './serve';

serveParent(loadBluetoothLibrary);
