// Adder's own configuration of the command, config.json: what may stand in it, once, for reading and for the JSON Schema that
// editors use (resources/schemas/adder-config.schema.json, which a test keeps the same).

import * as v from 'valibot';
import { badConfig } from './bad-config';

const Words = v.union([
  v.pipe(v.string(), v.description('Commands, with blanks between their words')),
  v.pipe(v.array(v.string()), v.description('The words of commands, one by one')),
]);

export const AdderConfig = v.pipe(
  v.strictObject({
    $schema: v.optional(v.string()),
    board: v.optional(
      v.pipe(
        v.string(),
        v.minLength(1),
        v.description(
          'The address of the board that lines work with which name none; "auto" is the first on USB',
        ),
      ),
    ),
    options: v.optional(
      v.pipe(
        v.strictObject({
          'no-reset': v.optional(v.pipe(v.boolean(), v.description('As --no-reset'))),
          baud: v.optional(
            v.pipe(
              v.number(),
              v.integer(),
              v.minValue(1),
              v.maxValue(1_000_000_000),
              v.description('As --baud: the speed of serial ports, bits per second'),
            ),
          ),
          timeout: v.optional(
            v.pipe(
              v.number(),
              v.minValue(0.001),
              v.maxValue(86_400),
              v.description('As --timeout: the longest time for each command, seconds'),
            ),
          ),
        }),
        v.description('Options for every line that does not say otherwise'),
      ),
    ),
    shortcuts: v.optional(
      v.pipe(
        v.record(
          v.pipe(v.string(), v.regex(/\S/, 'has no name')),
          v.union([
            Words,
            v.strictObject({
              command: Words,
              help: v.optional(v.pipe(v.string(), v.description('Shown by adder help'))),
            }),
          ]),
        ),
        v.description(
          'Words that stand for commands. Behind the name may stand arguments: "blink pin=2"',
        ),
      ),
    ),
  }),
  v.title('Configuration of the adder command'),
);

export type AdderConfig = v.InferOutput<typeof AdderConfig>;

/** Throws `bad-config`. @param file for messages */
export function readAdderConfig(text: string, file: string): AdderConfig {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw badConfig(file, undefined, error instanceof Error ? error.message : 'this is not JSON');
  }
  if (Array.isArray(json)) throw badConfig(file, undefined, 'this is a list, not an object');
  const result = v.safeParse(AdderConfig, json);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  throw badConfig(file, undefined, path === null ? issue.message : `${path}: ${issue.message}`);
}
