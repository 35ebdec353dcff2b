// What MicroPython has, as texts in Python's own form for it (resources/stubs). Loaded when help is first needed.

const TEXTS = import.meta.glob<string>('../../../resources/stubs/**/*.pyi', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** By their path below resources/stubs. */
export const STUBS: ReadonlyMap<string, string> = new Map(
  Object.entries(TEXTS).map(([path, text]) => [path.replace(/^.*\/resources\/stubs\//, ''), text]),
);
