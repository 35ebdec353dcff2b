import { describe, expect, it, vi } from 'vitest';
import { systemVault } from '../../../src/main/passwords/vault';

vi.mock('electron', () => ({ safeStorage: {} }));

/** Electron's safeStorage before its calls could wait. */
const OLD = {
  isEncryptionAvailable: () => true,
  encryptString: (text: string) => Buffer.from(`old ${text}`),
  decryptString: (bytes: Buffer) => bytes.toString().replace('old ', ''),
};
const NEW = {
  ...OLD,
  isAsyncEncryptionAvailable: () => Promise.resolve(false),
  encryptStringAsync: (text: string) => Promise.resolve(Buffer.from(`new ${text}`)),
  decryptStringAsync: (bytes: Buffer) =>
    Promise.resolve({ result: bytes.toString().replace('new ', '') }),
  getSelectedStorageBackend: () => 'gnome_libsecret',
};

describe("the system's keychain", () => {
  it('is asked by the newest calls that Electron has', async () => {
    const vault = systemVault(NEW, 'linux');
    expect(await vault.isAvailable()).toBe(false);
    expect(Buffer.from(await vault.encrypt('a')).toString()).toBe('new a');
    expect(await vault.decrypt(Buffer.from('new a'))).toBe('a');
  });

  it('is asked by the older calls where there are no others', async () => {
    const vault = systemVault(OLD, 'darwin');
    expect(await vault.isAvailable()).toBe(true);
    expect(Buffer.from(await vault.encrypt('a')).toString()).toBe('old a');
    expect(await vault.decrypt(Buffer.from('old a'))).toBe('a');
  });

  it('is none where Linux has only a key that everybody knows', async () => {
    const open = { ...OLD, getSelectedStorageBackend: () => 'basic_text' };
    expect(await systemVault(open, 'linux').isAvailable()).toBe(false);
    expect(await systemVault(open, 'win32').isAvailable()).toBe(true);
  });
});
