// What the server says, for people: without the marks that only matter to Python, and on one line where it fits.

import type { Hover, MarkupContent, Parameter, Signature, SignatureHelp } from './messages';

const LONGEST_LINE = 72;

/** "def f(\n    a: int,\n    /\n) -> None" is "def f(a: int) -> None". */
export function tidyCode(code: string): string {
  const plain = code
    .replace(/\n\s*\/,?(?=\n)/g, '')
    .replace(/,(\s*\))/g, '$1')
    .replace(/ -> None$/gm, '');
  const short = plain.replace(/\n\s*/g, ' ').replace(/\( /g, '(').replace(/ \)/g, ')');
  return short.length <= LONGEST_LINE && !code.startsWith('@') ? short : plain;
}

export function tidyMarkup(content: MarkupContent | string): MarkupContent {
  const { value } = typeof content === 'string' ? { value: content } : content;
  const told = value
    .replace(
      /```python\n([\s\S]*?)\n```/g,
      (_, code: string) => `\`\`\`python\n${tidyCode(code)}\n\`\`\``,
    )
    .replace(/\n---\n/g, '\n\n');
  return { kind: 'markdown', value: told };
}

export function tidyHover(hover: Hover): Hover {
  return { ...hover, contents: tidyMarkup(hover.contents) };
}

export function tidySignatures(help: SignatureHelp): SignatureHelp {
  const { activeParameter: shared } = help;
  return { ...help, signatures: help.signatures.map((one) => tidySignature(one, shared)) };
}

/** Puts the signature together anew from its parameters, since their places in it are counted in characters. */
function tidySignature(signature: Signature, shared: number | undefined): Signature {
  const { label, parameters = [] } = signature;
  const active = signature.activeParameter ?? shared;
  const shown: { readonly text: string; readonly index: number }[] = [];
  for (const [index, parameter] of parameters.entries()) {
    const text = textOf(label, parameter);
    if (text !== '/' && text !== '') shown.push({ text, index });
  }
  let line = '(';
  const places = shown.map(({ text }, place): Parameter => {
    if (place > 0) line += ', ';
    const from = line.length;
    line += text;
    return { label: [from, line.length] };
  });
  const end = label.slice(label.lastIndexOf(')')).replace(/ -> None$/, '');
  const place = shown.findIndex(({ index }) => index === active);
  return {
    ...signature,
    label: line + end,
    parameters: places,
    // None is marked when the arguments are more than there are.
    activeParameter: place === -1 ? places.length : place,
  };
}

function textOf(label: string, { label: at }: Parameter): string {
  return typeof at === 'string' ? at : label.slice(at[0], at[1]);
}
