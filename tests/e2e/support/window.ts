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

  localItem(path: string): Locator {
    return this.part('computer-tree').locator(`[data-testid="tree-item"][data-path="${path}"]`);
  }

  /** By where it goes: an upload's place on the board, or the computer's folder and name. */
  transfer(path: string): Locator {
    return this.page.locator(`[data-testid="transfer"][data-path="${path}"]`);
  }

  /** The message about what went wrong; not one that is on its way out. */
  get problem(): Locator {
    return this.page.locator('[data-testid="problem"]:not(.card-leave-active)');
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

  /** Drags files and folders of the computer from the desktop, as the system tells Chromium of it. */
  async dropFromDesktop(
    target: Locator,
    paths: readonly string[],
    onWay?: () => Promise<void>,
  ): Promise<void> {
    const box = await target.boundingBox();
    if (!box) throw new Error('there is nothing to drop onto');
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const data = { items: [], files: [...paths], dragOperationsMask: 1 };
    const session = await this.page.context().newCDPSession(this.page);
    for (const type of ['dragEnter', 'dragOver'] as const)
      await session.send('Input.dispatchDragEvent', { type, ...at, data });
    await onWay?.();
    await session.send('Input.dispatchDragEvent', { type: 'drop', ...at, data });
    await session.detach();
  }

  /** Drags an entry of a tree, with all that is selected with it, as a mouse does. */
  async drag(from: Locator, to: Locator, onWay?: () => Promise<void>): Promise<void> {
    const dataTransfer = await this.page.evaluateHandle(() => new DataTransfer());
    // A drop may take the entry away before its end is told.
    const dragged = await from.elementHandle();
    await from.dispatchEvent('dragstart', { dataTransfer });
    await to.dispatchEvent('dragenter', { dataTransfer });
    await to.dispatchEvent('dragover', { dataTransfer });
    await onWay?.();
    await to.dispatchEvent('drop', { dataTransfer });
    await dragged.dispatchEvent('dragend', { dataTransfer });
  }

  /** Chooses an item of the menu of an entry or a tab. */
  async menu(entry: Locator, action: string): Promise<void> {
    await entry.click({ button: 'right' });
    await this.page.locator(`[role="menu"] [data-action="${action}"]`).click();
  }

  async colours(colorScheme: 'light' | 'dark'): Promise<void> {
    await this.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(this.page.locator('html')).toHaveAttribute('data-theme', colorScheme);
  }
}
