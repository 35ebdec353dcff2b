// peer.py as a process of its own: a port, or a server that one may connect to.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface PythonPeer {
  /** What it says first: the path of its port, or the number of its TCP port. */
  readonly place: string;
  end(): void;
  dispose(): Promise<void>;
}

export async function startPythonPeer(...args: readonly string[]): Promise<PythonPeer> {
  const child = spawn('python3', [join(import.meta.dirname, 'peer.py'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const [place] = (await once(createInterface(child.stdout), 'line')) as [string];
  const end = (): void => {
    child.kill('SIGKILL');
  };
  return {
    place,
    end,
    dispose: async () => {
      end();
      await exited;
    },
  };
}
