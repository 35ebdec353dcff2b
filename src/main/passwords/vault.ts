// The system's keychain, by Electron's safeStorage. Where Linux has none, Electron would encrypt with a key that everybody knows:
// that counts as none. Older Electron does the same in one go; its calls are named here, for the newest calls them deprecated.

import { safeStorage } from 'electron';
import type { Vault } from './remembered';

interface Storage {
  isEncryptionAvailable(): boolean;
  encryptString(text: string): Buffer;
  decryptString(encrypted: Buffer): string;
  isAsyncEncryptionAvailable?(): Promise<boolean>;
  encryptStringAsync?(text: string): Promise<Buffer>;
  decryptStringAsync?(encrypted: Buffer): Promise<{ readonly result: string }>;
  getSelectedStorageBackend?(): string;
}

/** Electron must be ready. */
export function systemVault(storage: Storage = safeStorage, platform = process.platform): Vault {
  const isOpen = platform === 'linux' && storage.getSelectedStorageBackend?.() === 'basic_text';
  return {
    isAvailable: async () => {
      if (isOpen) return false;
      return storage.isAsyncEncryptionAvailable?.() ?? storage.isEncryptionAvailable();
    },
    encrypt: async (text) => storage.encryptStringAsync?.(text) ?? storage.encryptString(text),
    decrypt: async (bytes) => {
      const encrypted = Buffer.from(bytes);
      const decrypted = await storage.decryptStringAsync?.(encrypted);
      return decrypted?.result ?? storage.decryptString(encrypted);
    },
  };
}
