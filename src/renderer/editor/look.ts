// How the editor looks, in the window's own tokens: one look for light and dark, since the tokens change.

import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { helpLook } from '../language/look';

const theme = EditorView.theme({
  '&': {
    height: '100%',
    backgroundColor: 'var(--ground)',
    color: 'var(--text)',
    fontSize: 'var(--size-code)',
  },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--font-code)',
    fontVariantLigatures: 'none',
    lineHeight: '1.6',
  },
  '.cm-content': { padding: 'var(--space-2) 0', caretColor: 'var(--accent)' },
  '.cm-line': { padding: '0 var(--space-3)' },
  '.cm-cursor, .cm-dropCursor': { borderLeft: '2px solid var(--accent)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground':
    { backgroundColor: 'var(--selection)' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--line-current) 70%, transparent)' },
  '.cm-gutters': {
    border: 'none',
    backgroundColor: 'var(--ground)',
    color: 'var(--text-soft)',
  },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '40px', padding: '0 4px 0 8px' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--text)' },
  '.cm-foldGutter .cm-gutterElement': { opacity: '0.6', cursor: 'default' },
  '&.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--accent-soft)',
    outline: '1px solid var(--accent)',
  },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'var(--danger-soft)' },
  '.cm-selectionMatch': { backgroundColor: 'var(--hover)' },
  '.cm-searchMatch': {
    backgroundColor: 'var(--warning-soft)',
    outline: '1px solid var(--warning)',
  },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--selection)' },
  '.cm-error-line, .cm-error-line.cm-activeLine': {
    backgroundColor: 'var(--danger-soft)',
    boxShadow: 'inset 3px 0 var(--danger)',
  },
  '.cm-panels': {
    backgroundColor: 'var(--chrome)',
    color: 'var(--text)',
    fontFamily: 'var(--font)',
    fontSize: 'var(--size-small)',
  },
  '.cm-panels-top': { borderBottom: '1px solid var(--line)' },
  '.cm-panel.cm-search': {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '4px',
    padding: '8px 32px 8px 12px',
  },
  '.cm-panel.cm-search br': { flexBasis: '100%', height: '0', content: '""' },
  '.cm-panel.cm-search label': {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '4px',
    fontSize: 'var(--size-small)',
  },
  '.cm-panel.cm-search input[type=checkbox]': { accentColor: 'var(--accent)' },
  '.cm-panel.cm-search [name=close]': {
    top: '8px',
    right: '8px',
    width: '24px',
    height: '24px',
    borderRadius: 'var(--radius)',
    fontSize: '18px',
  },
  '.cm-search-complaint': { padding: '0 12px 8px', color: 'var(--danger)' },
  '.cm-textfield': {
    height: '28px',
    margin: '0',
    padding: '0 8px',
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--radius)',
    backgroundColor: 'var(--ground)',
    color: 'var(--text)',
    fontSize: 'var(--size-small)',
  },
  '.cm-button': {
    height: '28px',
    margin: '0',
    padding: '0 10px',
    border: '1px solid var(--line)',
    borderRadius: 'var(--radius)',
    backgroundImage: 'none',
    backgroundColor: 'var(--raised)',
    color: 'var(--text)',
    fontSize: 'var(--size-small)',
    '&:active': { backgroundImage: 'none', backgroundColor: 'var(--pressed)' },
    '&:hover': { backgroundColor: 'var(--hover)' },
  },
  '.cm-tooltip': {
    border: 'none',
    borderRadius: 'var(--radius)',
    backgroundColor: 'var(--raised)',
    boxShadow: 'var(--shadow)',
    color: 'var(--text)',
    overflow: 'hidden',
  },
  '.cm-foldPlaceholder': {
    border: 'none',
    backgroundColor: 'var(--hover)',
    color: 'var(--text-soft)',
  },
  '.cm-specialChar': { color: 'var(--danger)' },
});

const highlighting = HighlightStyle.define([
  { tag: [tags.keyword, tags.moduleKeyword, tags.operatorKeyword], color: 'var(--code-keyword)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-number)' },
  { tag: tags.comment, color: 'var(--code-comment)', fontStyle: 'italic' },
  {
    tag: [tags.function(tags.variableName), tags.function(tags.propertyName)],
    color: 'var(--code-function)',
  },
  {
    tag: [tags.definition(tags.function(tags.variableName))],
    color: 'var(--code-function)',
    fontWeight: '600',
  },
  { tag: [tags.className, tags.definition(tags.className), tags.self], color: 'var(--code-class)' },
  { tag: tags.meta, color: 'var(--code-class)' },
  { tag: tags.invalid, color: 'var(--danger)' },
]);

export const editorLook: Extension = [theme, helpLook, syntaxHighlighting(highlighting)];
