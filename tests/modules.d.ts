/** The path of a built worker or program (scripts/vite/module-path.mjs). */
declare module '*?modulePath' {
  const file: string;
  export default file;
}
