// The names of what machine.py can ask of the simulated hardware. The position in this list is the number that stands for
// the name on the Python side, which gets its constants from here.

export const NATIVE_CALLS = [
  'pin_configure',
  'pin_read',
  'pin_write',
  'pin_output',
  'pin_on_edge',
  'pin_pulse',
  'timer_start',
  'timer_stop',
  'read_line',
  'reset',
] as const;

export type NativeCall = (typeof NATIVE_CALLS)[number];
