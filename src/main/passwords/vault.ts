// The system's keychain, by Electron's safeStorage. Where Linux has none, Electron would encrypt with a key that everybody knows:
// that counts as none.

import { safeStorage } from 'electron';
import type { Vault } from './remembered';

/** Electron must be ready. */
export function systemVault(): Vault {
  const isOpen =
    process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text';
  return {
    isAvailable: () => !isOpen && safeStorage.isEncryptionAvailable(),
    encrypt: (text) => safeStorage.encryptString(text),
    decrypt: (bytes) => safeStorage.decryptString(Buffer.from(bytes)),
  };
}
