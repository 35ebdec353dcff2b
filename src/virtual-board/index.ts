// The virtual board: real MicroPython (a WebAssembly build) in a thread of its own, behaving like a board on a wire.

export { VirtualBoard } from './board';
export { packageFolder } from './package-folder';
export { VIRTUAL_BOARD_PINS } from './pins';
export type { PinState } from '../shared/pins';
export type { BoardExit, VirtualBoardOptions } from './types';
