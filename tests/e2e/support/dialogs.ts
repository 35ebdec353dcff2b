// The system's dialogs cannot be seen by a test: main's calls are answered in their place, and remembered.

import type { AdderApp } from './app';

/** Every folder and file dialog answers with these paths; without any, as if the user closed it. */
export async function answerOpenDialogs(adder: AdderApp, ...paths: string[]): Promise<void> {
  await adder.app.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: filePaths.length === 0, filePaths });
  }, paths);
}

export async function answerSaveDialogs(adder: AdderApp, path: string): Promise<void> {
  await adder.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: filePath === '', filePath });
  }, path);
}

/** Every question is answered with the button of that number. */
export async function answerQuestions(adder: AdderApp, response: number): Promise<void> {
  await adder.app.evaluate(({ dialog }, answer) => {
    const asked: string[] = [];
    Object.assign(globalThis, { adderQuestions: asked });
    dialog.showMessageBox = ((...args: { message: string; detail?: string }[]) => {
      const options = args.at(-1);
      asked.push(`${options?.message ?? ''}\n${options?.detail ?? ''}`);
      return Promise.resolve({ response: answer, checkboxChecked: false });
    }) as never;
  }, response);
}

/** What was asked since `answerQuestions`. */
export function questions(adder: AdderApp): Promise<string[]> {
  return adder.app.evaluate(
    () => (globalThis as unknown as { adderQuestions?: string[] }).adderQuestions ?? [],
  );
}
