import { expect, it } from 'vitest';
import { chooseNames } from '../../../scripts/setup/apt.mjs';
import { packagesFor, parseMissingLibraries } from '../../../scripts/setup/libraries.mjs';
import { parseOsRelease, usesApt } from '../../../scripts/setup/linux.mjs';
import { ELECTRON_LIBRARIES } from '../../../scripts/setup/packages.mjs';
import { isSupportedNode } from '../../../scripts/setup/node-version.mjs';
import { installAdvice } from '../../../scripts/setup/system.mjs';
import { debianMirror } from '../../../scripts/setup/debian-suite.mjs';

const LDD = `
	linux-vdso.so.1 (0x00007ffc1d5f2000)
	libgtk-3.so.0 => not found
	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f8b8c000000)
	libgbm.so.1 => not found
	libgtk-3.so.0 => not found
`;

it('reads from ldd which libraries are missing, each once', () => {
  expect(parseMissingLibraries(LDD)).toEqual(['libgtk-3.so.0', 'libgbm.so.1']);
  expect(parseMissingLibraries('\tstatically linked')).toEqual([]);
});

it('asks for the packages that bring them', () => {
  const names = packagesFor(['libgtk-3.so.0', 'libgbm.so.1']).map(({ name }) => name);
  expect(names).toEqual(['libgtk-3-0', 'libgbm1']);
  expect(packagesFor([])).toEqual([]);
});

it('asks for all of them where a library is somebody’s dependency', () => {
  expect(packagesFor(['libgbm.so.1', 'libxkbcommon.so.0'])).toEqual(ELECTRON_LIBRARIES);
});

it('takes the t64 names where a release has them', () => {
  const policy = [
    'libgtk-3-0:\n  Installed: (none)\n  Candidate: (none)\n  Version table:',
    'libgtk-3-0t64:\n  Installed: (none)\n  Candidate: 3.24.49-3\n  Version table:',
    'libnss3:\n  Installed: 2:3.110\n  Candidate: 2:3.110-1\n  Version table:',
  ].join('\n');
  expect(chooseNames(['libgtk-3-0', 'libnss3'], policy)).toEqual(['libgtk-3-0t64', 'libnss3']);
  expect(chooseNames(['libgtk-3-0'], '')).toEqual(['libgtk-3-0']);
});

it('knows which systems have apt', () => {
  const debian = parseOsRelease('ID=debian\nVERSION_CODENAME=bookworm\nNAME="Debian GNU/Linux"\n');
  expect(debian).toEqual({ id: 'debian', like: [], codename: 'bookworm' });
  expect(usesApt(debian)).toBe(true);
  expect(usesApt(parseOsRelease('ID=linuxmint\nID_LIKE="ubuntu debian"\n'))).toBe(true);
  expect(usesApt(parseOsRelease('ID=fedora\n'))).toBe(false);
  expect(usesApt(parseOsRelease(''))).toBe(false);
});

it('says what to install in one line', () => {
  const packages = ELECTRON_LIBRARIES.slice(0, 2);
  expect(installAdvice(packages, { apt: true })).toContain(
    'sudo apt-get install libgtk-3-0 libnss3',
  );
  const words = installAdvice(packages, { apt: false, libraries: ['libgtk-3.so.0'] });
  expect(words).toContain('GTK 3, NSS (missing files: libgtk-3.so.0)');
  expect(words).not.toContain('\n');
});

it('finds the Debian mirror among the others', () => {
  const uris = 'https://example.org/apt/\nhttps://mirror.example.org/debian-security/\n';
  expect(debianMirror(uris)).toBeUndefined();
  expect(debianMirror(`${uris}https://mirror.example.org/debian/\n`)).toBe(
    'https://mirror.example.org/debian/',
  );
});

it.each([
  ['20.18.9', false],
  ['20.19.0', true],
  ['21.7.0', false],
  ['22.11.0', false],
  ['22.12.0', true],
  ['24.0.0', true],
])('Node %s: supported %s', (version, supported) => {
  expect(isSupportedNode(version)).toBe(supported);
});
