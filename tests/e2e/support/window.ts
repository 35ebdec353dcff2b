// What a person sees and does in the window, by the names that its parts carry for tests.

import type { Locator, Page } from 'playwright';
import { expect } from 'playwright/test';
import type { AdderApp } from './app';

export class AdderWindow {
  constructor(private readonly adder: AdderApp) {}

  get page(): Page {
    return this.adder.page;
  }

  part(name: string): Locator {
    return this.page.getByTestId(name);
  }

  treeItem(path: string): Locator {
    return this.part('board-tree').locator(`[data-testid="tree-item"][data-path="${path}"]`);
  }

  /** An upload, by where it goes on the board. */
  transfer(path: string): Locator {
    return this.page.locator(`[data-testid="transfer"][data-path="${path}"]`);
  }

  tab(name: string): Locator {
    return this.page.locator(`[data-testid="tab"][data-name="${name}"]`);
  }

  get editorText(): Locator {
    return this.part('editor').locator('.cm-content');
  }

  get consoleText(): Locator {
    return this.part('console').locator('.xterm-rows');
  }

  /** The first launch has connected the virtual board and opened an example. */
  async ready(): Promise<void> {
    await expect(this.part('app')).toBeVisible();
    await expect(this.part('status-mode')).toContainText('idle');
    await expect(this.editorText).toBeVisible();
  }

  /** Replaces the program in the editor. */
  async write(program: string): Promise<void> {
    await this.editorText.click();
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.insertText(program);
  }

  async run(program?: string): Promise<void> {
    if (program !== undefined) await this.write(program);
    await this.part('run').click();
  }

  /** Drops a file of the computer onto a part of the window. */
  async drop(target: Locator, name: string, bytes: Uint8Array): Promise<void> {
    const dataTransfer = await this.page.evaluateHandle(
      ([fileName, content]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([new Uint8Array(content)], fileName));
        return transfer;
      },
      [name, bytes] as const,
    );
    for (const event of ['dragenter', 'dragover', 'drop'])
      await target.dispatchEvent(event, { dataTransfer });
  }

  async colours(colorScheme: 'light' | 'dark'): Promise<void> {
    await this.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(this.page.locator('html')).toHaveAttribute('data-theme', colorScheme);
  }
}
