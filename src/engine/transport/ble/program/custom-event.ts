// `CustomEvent` is a global of Node 19 and newer; Electron 25 has Node 18.15, where the Bluetooth library cannot make its events without
// it. The library gives its events no `detail`, so there is none here.

class PlainCustomEvent extends Event {}

/** Does nothing where there is one. */
export function provideCustomEvent(on: object = globalThis): void {
  if (!('CustomEvent' in on)) Object.assign(on, { CustomEvent: PlainCustomEvent });
}
