// What the build turns special imports into. The same declarations ship with electron-vite and Vite; they are repeated
// here because their packages bring the DOM's types along, which this layer must not see.

/** The path of a built worker script (electron-vite; scripts/vite/module-path.mjs under the tests). */
declare module '*?modulePath' {
  const file: string;
  export default file;
}

/** A file's text. */
declare module '*?raw' {
  const text: string;
  export default text;
}
