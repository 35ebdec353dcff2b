// `import text from './file.py?raw'`: the file as it is.
declare module '*.py?raw' {
  const text: string;
  export default text;
}
