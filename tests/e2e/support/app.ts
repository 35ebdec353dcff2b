// One running Adder for a test: the built app in a real Electron, with a data folder and a home of its own. Whatever the
// window complains about (errors, rejections, breaches of the content policy) and whatever main logs fails the test, unless
// the test says that it expects it.

import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';

const ROOT = resolve(import.meta.dirname, '../../..');
/** What Electron is told to run: the checkout, unless another build is to be tested. */
const APP = process.env['ADDER_TEST_APP'] ?? ROOT;
const SCREENSHOTS = join(ROOT, 'test-results', 'screenshots');

/** Closing asks boards to let go; longer than main's own deadline. */
const CLOSE_MS = 15_000;

function electronProgram(): string {
  const program = process.env['ELECTRON_EXEC_PATH'];
  if (!program)
    throw new Error('ELECTRON_EXEC_PATH is not set: run these tests with `npm test -- e2e`');
  return program;
}

export class AdderApp {
  private complaints: string[] = [];
  private expected: RegExp[] = [];
  private logRead = 0;
  /** Kept, since Playwright forgets the process of an app that has ended. */
  private child: ChildProcess;

  private constructor(
    /** Everything of this test on the disk. */
    readonly folder: string,
    private readonly display: NodeJS.ProcessEnv,
    private running: ElectronApplication,
    private shown: Page,
  ) {
    this.child = running.process();
  }

  /** @param display what leads to it, in the environment */
  static async launch(display: NodeJS.ProcessEnv): Promise<AdderApp> {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'adder-e2e-')));
    mkdirSync(join(folder, 'home'));
    const app = await start(folder, display);
    const adder = new AdderApp(folder, display, app, await app.firstWindow());
    await adder.listen();
    return adder;
  }

  get app(): ElectronApplication {
    return this.running;
  }

  get page(): Page {
    return this.shown;
  }

  /** How to start the same Adder once more, beside this one. */
  get launch(): Launch {
    return launchOf(this.folder, this.display);
  }

  /** ADDER_HOME. */
  get data(): string {
    return join(this.folder, 'data');
  }

  /** The folder that is the file system of the virtual board. */
  boardFolder(name = 'default'): string {
    return join(this.data, 'virtual-boards', name, 'files');
  }

  /** Ends the app as a user does, and starts it again with the same data. */
  async relaunch(): Promise<void> {
    await this.quit();
    await this.startAgain();
  }

  /** Ends the app as a power cut does, and starts it again with the same data. */
  async crash(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await ended;
    await this.startAgain();
  }

  private async startAgain(): Promise<void> {
    this.running = await start(this.folder, this.display);
    this.child = this.running.process();
    this.shown = await this.running.firstWindow();
    await this.listen();
  }

  /** Complaints that match are part of this test. */
  expectComplaint(pattern: RegExp): void {
    this.expected.push(pattern);
  }

  /** What nobody expected. */
  get unexpected(): string[] {
    this.readLog();
    return this.complaints.filter((text) => !this.expected.some((pattern) => pattern.test(text)));
  }

  async screenshot(name: string): Promise<void> {
    mkdirSync(SCREENSHOTS, { recursive: true });
    const path = join(SCREENSHOTS, `${name}.png`);
    await this.page.screenshot({ path, animations: 'disabled' });
  }

  async quit(): Promise<void> {
    if (this.hasEnded) return;
    const late = setTimeout(() => {
      this.complaints.push('the app did not end in time');
      this.child.kill('SIGKILL');
    }, CLOSE_MS);
    await this.running.close();
    clearTimeout(late);
  }

  /** Ends the app, whatever is unsaved in it, and removes its folder. */
  async dispose(): Promise<void> {
    if (!this.hasEnded)
      await this.running.evaluate(({ dialog }) => {
        dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false });
      });
    await this.quit();
    this.readLog();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  private async listen(): Promise<void> {
    this.page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(`console: ${message.text()}`);
    });
    this.page.on('pageerror', (error) =>
      this.complaints.push(`page: ${error.stack ?? error.message}`),
    );
    this.page.on('crash', () => this.complaints.push('the page crashed'));
    await this.page.waitForLoadState('load');
  }

  private readLog(): void {
    const file = join(this.data, 'logs', 'adder.log');
    if (!existsSync(file)) return;
    const text = readFileSync(file, 'utf8').slice(this.logRead);
    this.logRead += text.length;
    if (text !== '') this.complaints.push(`main: ${text}`);
  }
}

interface Launch {
  readonly program: string;
  readonly args: string[];
  readonly env: NodeJS.ProcessEnv;
}

function launchOf(folder: string, display: NodeJS.ProcessEnv): Launch {
  const sandbox = process.env['NO_SANDBOX'] === '1' ? ['--no-sandbox'] : [];
  return {
    program: electronProgram(),
    args: [...sandbox, APP],
    env: {
      ...process.env,
      ...display,
      ADDER_HOME: join(folder, 'data'),
      HOME: join(folder, 'home'),
      // The dev server of a developer must not find its way into the tests.
      ELECTRON_RENDERER_URL: '',
      LC_ALL: 'C.UTF-8',
    },
  };
}

function start(folder: string, display: NodeJS.ProcessEnv): Promise<ElectronApplication> {
  const { program, args, env } = launchOf(folder, display);
  return _electron.launch({
    executablePath: program,
    args,
    env: Object.fromEntries(
      Object.entries(env).filter(([, value]) => value !== undefined),
    ) as Record<string, string>,
  });
}

/** Where `screenshot` puts its files. */
export function screenshotsFolder(): string {
  return SCREENSHOTS;
}
