// How the help looks: the list of names with the help of the marked one beside it, the signature, and what the pointer asks for.

import { EditorView } from '@codemirror/view';

const CARD = {
  border: '1px solid var(--line)',
  borderRadius: 'var(--radius)',
  backgroundColor: 'var(--raised)',
  boxShadow: 'var(--shadow)',
  color: 'var(--text)',
};

export const helpLook = EditorView.theme({
  '.cm-tooltip.cm-tooltip-autocomplete': { ...CARD, overflow: 'visible' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    minWidth: '180px',
    maxHeight: '224px',
    padding: '4px',
    fontFamily: 'var(--font-code)',
    fontSize: 'var(--size-small)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    padding: '3px 8px',
    borderRadius: '4px',
    lineHeight: '1.4',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--accent-soft)',
    color: 'var(--text)',
  },
  '.cm-completionIcon': { width: '1em', paddingRight: '0.8em', opacity: '0.75' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-completionDetail': {
    color: 'var(--text-soft)',
    fontFamily: 'var(--font)',
    fontStyle: 'normal',
  },
  '.cm-tooltip.cm-completionInfo': {
    ...CARD,
    width: 'max-content',
    maxWidth: '340px',
    margin: '0 4px',
    padding: '8px 12px',
  },
  '.cm-tooltip.cm-tooltip-hover': { ...CARD, maxWidth: '520px' },
  '.cm-lsp-documentation': {
    padding: '8px 12px',
    fontFamily: 'var(--font)',
    fontSize: 'var(--size-small)',
    lineHeight: '1.5',
    whiteSpace: 'normal',
  },
  '.cm-completionInfo .cm-lsp-documentation': { padding: '0' },
  '.cm-lsp-documentation p, .cm-lsp-documentation pre': { margin: '0' },
  '.cm-lsp-documentation pre': {
    whiteSpace: 'pre-wrap',
    fontFamily: 'var(--font-code)',
    fontVariantLigatures: 'none',
  },
  '.cm-lsp-documentation pre + p': { marginTop: '6px' },
  '.cm-lsp-documentation code': { fontFamily: 'var(--font-code)', fontVariantLigatures: 'none' },
  '.cm-tooltip.cm-lsp-signature-tooltip': {
    ...CARD,
    maxWidth: '560px',
    maxHeight: '160px',
    padding: '6px 12px',
    overflowY: 'auto',
    fontSize: 'var(--size-small)',
  },
  '.cm-lsp-signature-tooltip .cm-lsp-signature': {
    fontFamily: 'var(--font-code)',
    fontVariantLigatures: 'none',
    lineHeight: '1.5',
  },
  '.cm-lsp-signature-tooltip .cm-lsp-active-parameter': {
    color: 'var(--accent)',
    fontWeight: '700',
    textDecoration: 'underline',
  },
  '.cm-lsp-signature-tooltip .cm-lsp-documentation': { fontSize: 'var(--size-small)' },
  '.cm-lsp-signature-tooltip .cm-lsp-signature-num': {
    position: 'static',
    color: 'var(--text-soft)',
  },
});
