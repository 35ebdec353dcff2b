// What the scripts tell the person in the terminal: one line per step, marked so that it stands out
// between the output of other tools.

/** @param {string} text */
export function say(text) {
  console.log(`[adder] ${text}`);
}

/** @param {number} milliseconds */
export function duration(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** An error whose message is all that the person needs: it is printed without a stack trace. */
export class SetupError extends Error {
  name = 'SetupError';
}

/**
 * Runs a script's main function and ends the process with its exit code.
 *
 * @param {() => Promise<number>} main
 */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(error instanceof SetupError ? `[adder] ${error.message}` : error);
    process.exitCode = 1;
  }
}
