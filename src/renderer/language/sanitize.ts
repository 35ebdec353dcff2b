// Help texts come from files that anybody may have written, and are shown as HTML: only what formats a text is left of them.

const KEPT = new Set([
  'P',
  'PRE',
  'CODE',
  'EM',
  'STRONG',
  'UL',
  'OL',
  'LI',
  'BR',
  'SPAN',
  'BLOCKQUOTE',
]);
/** Their text is not for reading. */
const DROPPED = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'IFRAME', 'OBJECT']);
/** The classes of highlighted code; CodeMirror makes them. */
const CLASS = /^[ͼ\w -]+$/;

export function sanitizeHtml(html: string): string {
  const read = new DOMParser().parseFromString(html, 'text/html');
  const clean = document.createElement('div');
  copy(read.body, clean);
  return clean.innerHTML;
}

function copy(from: Node, to: Element): void {
  for (const node of from.childNodes) {
    if (node instanceof Text) to.append(node.data);
    else if (!(node instanceof Element) || DROPPED.has(node.tagName)) continue;
    else if (!KEPT.has(node.tagName)) copy(node, to);
    else {
      const kept = document.createElement(node.tagName);
      const name = node.getAttribute('class');
      if (node.tagName === 'SPAN' && name !== null && CLASS.test(name)) kept.className = name;
      copy(node, kept);
      to.append(kept);
    }
  }
}
