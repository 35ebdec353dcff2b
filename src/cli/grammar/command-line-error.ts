// What is wrong with a command line. `usage` is given where mpremote's argparse would print it: such errors end with 2,
// the others with 1.

export class CommandLineError extends Error {
  override readonly name = 'CommandLineError';

  constructor(
    message: string,
    readonly exitCode: 1 | 2,
    /** What is printed before the message instead of the program's name: the usage, and the command's own name. */
    readonly usage?: { readonly text: string; readonly command: string },
  ) {
    super(message);
  }
}
