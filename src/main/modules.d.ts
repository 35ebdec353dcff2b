/** The path of a built program of its own (electron-vite; scripts/vite/module-path.mjs under the tests). */
declare module '*?modulePath' {
  const file: string;
  export default file;
}

/** The text of a file of the repository. */
declare module '*?raw' {
  const text: string;
  export default text;
}
