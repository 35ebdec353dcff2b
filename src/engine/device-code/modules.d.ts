// `import code from './list.py?device'`: the file's text, made small for the wire (scripts/vite/device-code.mjs).
declare module '*.py?device' {
  const source: string;
  export default source;
}
