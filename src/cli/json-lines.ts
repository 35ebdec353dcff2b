// What stands in each line that is printed with --json, once: for those who read it, as a JSON Schema (resources/schemas/adder-json.schema.json,
// which a test keeps the same and checks real output against), and its version, which `adder --json version` tells. A field that is added leaves the
// version as it is; one that goes or changes its meaning raises it.

import * as v from 'valibot';

export const JSON_VERSION = 1;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const Entry = v.looseObject({
  name: v.string(),
  kind: v.picklist(['file', 'folder']),
  size: count,
});
const File = v.looseObject({ path: v.string(), size: count });

const described = <const Schema extends v.GenericSchema>(
  schema: Schema,
  text: string,
): v.SchemaWithPipe<readonly [Schema, v.DescriptionAction<v.InferOutput<Schema>, string>]> =>
  v.pipe(schema, v.description(text));

/** By the commands that print them. */
export const JSON_LINES = {
  version: v.looseObject({
    name: v.literal('adder'),
    version: v.string(),
    mpremote: v.string(),
    json: v.literal(JSON_VERSION),
  }),
  devs: v.array(
    v.looseObject({
      address: v.string(),
      kind: v.picklist(['virtual', 'serial']),
      path: v.string(),
      serialNumber: v.optional(v.string()),
      vendorId: v.optional(count),
      productId: v.optional(count),
      manufacturer: v.optional(v.string()),
      product: v.optional(v.string()),
    }),
  ),
  ble: v.array(
    v.looseObject({
      address: v.string(),
      id: v.string(),
      name: v.string(),
      signal: v.optional(v.number()),
      uart: v.boolean(),
    }),
  ),
  'ls, tree': v.looseObject({ path: v.string(), entries: v.array(Entry) }),
  cat: v.looseObject({
    path: v.string(),
    text: described(v.optional(v.string()), 'Where it is UTF-8'),
    base64: described(v.optional(v.string()), 'Where it is not'),
  }),
  cp: v.looseObject({
    copied: v.array(
      v.looseObject({
        to: described(v.string(), 'With a colon in front on the board'),
        kind: v.picklist(['written', 'same']),
      }),
    ),
  }),
  'sha256sum and its like': v.looseObject({
    path: v.string(),
    algorithm: v.string(),
    hash: v.string(),
  }),
  df: v.array(
    v.looseObject({
      path: v.string(),
      type: v.string(),
      blockSize: count,
      total: count,
      free: count,
    }),
  ),
  rtc: v.looseObject({
    year: count,
    month: count,
    day: count,
    weekday: count,
    hours: count,
    minutes: count,
    seconds: count,
    subseconds: count,
  }),
  'mip install, list, upgrade': v.array(
    v.looseObject({
      name: v.string(),
      version: v.string(),
      kind: v.picklist(['index', 'remote', 'local']),
      needs: v.array(v.string()),
      written: v.optional(count),
    }),
  ),
  'mip remove': v.array(v.looseObject({ kind: v.string(), path: v.optional(v.string()) })),
  'romfs query': v.looseObject({
    enabled: v.boolean(),
    partitions: v.array(v.looseObject({})),
  }),
  mpy: v.array(v.looseObject({ source: v.string(), output: v.string(), bytes: count })),
  'sync, restore: the plan': v.looseObject({
    destination: v.string(),
    new: v.array(File),
    changed: v.array(File),
    same: count,
    folders: v.array(v.string()),
    extra: v.array(v.looseObject({ path: v.string(), kind: v.string() })),
    removes: v.boolean(),
    removesFirst: v.boolean(),
  }),
  'sync, restore: what was done': v.looseObject({
    written: count,
    same: count,
    removed: count,
    guarantee: v.picklist(['hash', 'read-back', 'copied']),
  }),
  backup: v.looseObject({
    id: v.string(),
    created: v.string(),
    machine: v.string(),
    files: count,
    bytes: count,
    fetched: count,
    fetchedBytes: count,
  }),
  'backup --keep': v.looseObject({ pruned: v.looseObject({ backups: count, bytes: count }) }),
  'backup --list': v.array(v.looseObject({ id: v.string() })),
  'an error, on stderr': v.looseObject({
    error: v.looseObject({
      code: described(v.string(), 'One of a closed list, bad-command-line among them'),
      message: v.string(),
      action: described(v.optional(v.string()), 'What can be done'),
      detail: v.optional(v.string()),
      exitCode: count,
    }),
  }),
  'several boards': v.looseObject({
    board: v.string(),
    list: described(v.optional(v.array(v.unknown())), 'The line of this board, a list'),
    text: described(v.optional(v.string()), 'The line of this board, no JSON'),
  }),
} as const;

export const JsonLine = v.union(
  Object.entries(JSON_LINES).map(([commands, schema]) =>
    v.pipe(schema as v.GenericSchema, v.title(commands)),
  ),
);
