// What a pin of the virtual board is doing, for the picture of the board.

export type PinMode = 'in' | 'out' | 'open-drain' | 'pwm' | 'adc' | 'unused';

export interface PinState {
  readonly pin: number;
  readonly mode: PinMode;
  readonly value: 0 | 1;
  /** PWM duty, 0..65535. */
  readonly duty?: number;
  /** PWM frequency in Hz. */
  readonly frequency?: number;
}
