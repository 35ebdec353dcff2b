// The description of a package, `package.json`, as micropython-lib's index (tools/build.py, version 2 of its index) and authors write it. It
// comes from outside: sizes, types, hashes and paths are checked before anything of it is used.

import * as v from 'valibot';
import { AdderError } from '../../shared/errors';
import { safePackagePath } from './paths';

/** Bytes. The largest of micropython-lib has 4 KB. */
export const MAX_MANIFEST_BYTES = 256 * 1024;
const MAX_FILES = 1000;
const MAX_DEPENDENCIES = 100;
const MAX_TEXT = 2000;

/** The beginning of a SHA-256 in hexadecimal: the index takes as much as it needs to tell its files apart, and at least 8 digits. */
const SHORT_HASH = /^[0-9a-f]{8,64}$/;

export interface ManifestFile {
  /** Where it goes below the target: in its plainest form, and as written. */
  readonly path: string;
  readonly written: string;
}

export interface Manifest {
  /** Empty where the author gives none. */
  readonly version: string;
  readonly hashes: readonly (ManifestFile & { readonly hash: string })[];
  readonly urls: readonly (ManifestFile & { readonly url: string })[];
  readonly dependencies: readonly { readonly location: string; readonly version: string }[];
}

const Text = v.pipe(v.string(), v.maxLength(MAX_TEXT));
const Version = v.pipe(
  v.nullish(v.union([Text, v.number()]), ''),
  v.transform((version) => String(version)),
);

const Schema = v.object({
  version: Version,
  hashes: v.optional(
    v.pipe(
      v.array(v.strictTuple([Text, v.pipe(v.string(), v.regex(SHORT_HASH))])),
      v.maxLength(MAX_FILES),
    ),
    [],
  ),
  urls: v.optional(v.pipe(v.array(v.strictTuple([Text, Text])), v.maxLength(MAX_FILES)), []),
  deps: v.optional(
    v.pipe(v.array(v.strictTuple([Text, Version])), v.maxLength(MAX_DEPENDENCIES)),
    [],
  ),
});

/** @param from for messages. Throws `package-invalid`, `package-unsafe`. */
export function parseManifest(bytes: Uint8Array, from: string): Manifest {
  const { version, hashes, urls, deps } = checkedJson(bytes, Schema, (detail, cause) => {
    return new AdderError('package-invalid', { detail: `${from}: ${detail}`, cause });
  });
  // A path that begins with a slash is below the target like all others.
  const file = (written: string): ManifestFile => ({
    path: safePackagePath(written.replace(/^\/+/, '')),
    written,
  });
  return {
    version,
    hashes: hashes.map(([path, hash]) => ({ ...file(path), hash })),
    urls: urls.map(([path, url]) => ({ ...file(path), url })),
    dependencies: deps.map(([location, wanted]) => ({ location, version: wanted })),
  };
}

/** JSON of a known shape. `refuse` makes the error of anything else. */
export function checkedJson<const Schema extends v.GenericSchema>(
  bytes: Uint8Array,
  schema: Schema,
  refuse: (detail: string, cause?: unknown) => AdderError,
): v.InferOutput<Schema> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw refuse('this is not JSON', cause);
  }
  if (Array.isArray(json)) throw refuse('this is a list');
  const result = v.safeParse(schema, json, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw refuse(`${v.getDotPath(issue) ?? 'all of it'}: ${issue.message}`);
}
