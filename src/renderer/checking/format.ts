// Tidies up the program of a tab on demand. The cursor stays in its line, and undo brings the old text back.

import { isAdderError, type AdderError } from '../../shared/errors';
import { isPython } from '../editor/extensions';
import { t } from '../i18n';
import { useAnnouncer } from '../status/announcer';
import { currentText } from '../tabs/documents';
import { textOf } from '../tabs/text';
import { useTabs, type Tab } from '../tabs/tabs';
import { checker } from './lint';

export function canFormat(tab: Tab): boolean {
  return isPython(tab.name);
}

/** Tidies up, and tells what came of it. Rejects with `checker-failed` when the checker itself does not work. */
export async function formatTab(tab: Tab): Promise<void> {
  const announcer = useAnnouncer();
  try {
    if (await tidyTab(tab)) announcer.show(t('mistakes.tidied'));
    else announcer.show(t('mistakes.tidy'));
  } catch (error) {
    if (!isSyntaxError(error)) throw error;
    announcer.show(t('mistakes.cannotTidy'));
  }
}

/**
 * Whether there was something to tidy. A text that comes after the signal has aborted is not used. Rejects with `checker-failed`, also where the program has a mistake of grammar.
 */
export async function tidyTab(tab: Tab, signal?: AbortSignal): Promise<boolean> {
  const document = useTabs().documentOf(tab.id);
  const before = currentText(document);
  const formatted = await checker.format(textOf(before));
  const { view } = document;
  if (formatted === textOf(before)) return false;
  if (signal?.aborted || !view?.state.doc.eq(before)) return false; // typed on meanwhile: what is tidy is an older text
  const { head } = view.state.selection.main;
  const line = before.lineAt(head);
  const insert = view.state.toText(formatted);
  const inside = insert.line(Math.min(line.number, insert.lines));
  view.dispatch({
    changes: { from: 0, to: before.length, insert },
    selection: { anchor: Math.min(inside.from + (head - line.from), inside.to) },
    scrollIntoView: true,
    userEvent: 'input.format',
  });
  return true;
}

/** Ruff says where in the text it stopped. */
function isSyntaxError(error: unknown): error is AdderError {
  return isAdderError(error, 'checker-failed') && (error.detail ?? '').includes('byte range');
}
