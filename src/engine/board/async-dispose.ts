// `Symbol.asyncDispose` where it is missing: Node before 18.18. There the helpers that compilers put in the place of `await using` want it,
// too. It is the one that those helpers and Node itself agree on.

if (!Object.hasOwn(Symbol, 'asyncDispose'))
  Object.defineProperty(Symbol, 'asyncDispose', { value: Symbol.for('nodejs.asyncDispose') });

export {};
