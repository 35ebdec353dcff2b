// The files that the language server has open: one for each editor, and the modules that they import. What is too long is not sent.

import { LSPPlugin, Workspace, type WorkspaceFile } from '@codemirror/lsp-client';
import { Text } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';

/** Longer texts get no help: analysing them would take seconds and much memory. Characters. */
export const LONGEST = 300_000;

/** The library does not name it. */
type Updates = ReturnType<Workspace['syncFiles']>;

interface OpenFile extends WorkspaceFile {
  readonly view: EditorView | null;
}

export class TabWorkspace extends Workspace {
  files: OpenFile[] = [];
  /** Shows a place of a file that is not open in an editor; set by whoever can. */
  show: (uri: string) => Promise<EditorView | null> = () => Promise.resolve(null);
  private readonly versions = new Map<string, number>();

  private next(uri: string): number {
    const version = (this.versions.get(uri) ?? 0) + 1;
    this.versions.set(uri, version);
    return version;
  }

  syncFiles(): Updates {
    const updates: Updates[number][] = [];
    for (const file of this.files) {
      const plugin = file.view && LSPPlugin.get(file.view);
      if (!file.view || !plugin || plugin.unsyncedChanges.empty) continue;
      if (file.view.state.doc.length > LONGEST) continue;
      updates.push({ changes: plugin.unsyncedChanges, file, prevDoc: file.doc });
      file.doc = file.view.state.doc;
      file.version = this.next(file.uri);
      plugin.clear();
    }
    return updates;
  }

  openFile(uri: string, languageId: string, view: EditorView): void {
    // The text of the editor is newer than that of the module.
    this.removeModule(uri);
    const { doc } = view.state;
    this.open({ uri, languageId, version: this.next(uri), doc, view, getView: () => view });
  }

  closeFile(uri: string, view: EditorView): void {
    this.close((file) => file.uri === uri && file.view === view);
  }

  /** A module that no editor shows; again with another text, it changes. */
  putModule(uri: string, text: string): void {
    const known = this.getFile(uri) as OpenFile | null;
    if (known?.view) return;
    if (known) this.change(known, text);
    else this.open(this.unseen(uri, text));
  }

  /**
   * Another text for a file that the server has from the start. It never closes: what imports it is only analysed anew when an open file
   * changes.
   *
   * @param own what the server has from the start
   */
  replaceStub(uri: string, own: string, text: string): void {
    let file = this.getFile(uri) as OpenFile | null;
    if (!file) {
      if (text === own) return;
      file = this.unseen(uri, own);
      this.files.push(file);
      this.client.didOpen(file);
    }
    this.change(file, text);
  }

  removeModule(uri: string): void {
    this.close((file) => file.uri === uri && file.view === null);
  }

  override displayFile(uri: string): Promise<EditorView | null> {
    const view = this.getFile(uri)?.getView();
    return view ? Promise.resolve(view) : this.show(uri);
  }

  override requestFile(uri: string): Promise<WorkspaceFile | null> {
    return Promise.resolve(this.getFile(uri));
  }

  private unseen(uri: string, text: string): OpenFile {
    const [doc, version] = [docOf(text), this.next(uri)];
    return { uri, languageId: 'python', version, doc, view: null, getView: () => null };
  }

  private change(file: OpenFile, text: string): void {
    const doc = docOf(text);
    if (file.doc.eq(doc)) return;
    file.doc = doc;
    file.version = this.next(file.uri);
    this.client.notification('textDocument/didChange', {
      textDocument: { uri: file.uri, version: file.version },
      contentChanges: [{ text }],
    });
  }

  private open(file: OpenFile): void {
    this.files.push(file);
    // Files are imported only when they exist in the server's own file system.
    this.client.notification('pyright/createFile', { kind: 'create', uri: file.uri });
    this.client.didOpen(file);
  }

  private close(isIt: (file: OpenFile) => boolean): void {
    for (const file of this.files.filter(isIt)) {
      this.files = this.files.filter((other) => other !== file);
      this.client.didClose(file.uri);
      this.client.notification('pyright/deleteFile', { kind: 'delete', uri: file.uri });
    }
  }
}

function docOf(text: string): Text {
  return Text.of(text.split(/\r\n?|\n/));
}
