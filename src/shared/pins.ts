// What a pin of the virtual board is doing, for the picture of the board.

/** What a pin is set up for; `unused` once no program has it any more. */
export type PinMode = 'in' | 'out' | 'open-drain' | 'pwm' | 'adc' | 'unused';

/** A pin as it is now. */
export interface PinState {
  /** Its number, as in `Pin(25)`. */
  readonly pin: number;
  /** What it is set up for. */
  readonly mode: PinMode;
  /** The level on it. */
  readonly value: 0 | 1;
  /** PWM duty, 0..65535. */
  readonly duty?: number;
  /** PWM frequency in Hz. */
  readonly frequency?: number;
}
