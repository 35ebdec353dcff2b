// Programs to begin with.

import blink from '../../../resources/examples/blink.py?raw';
import button from '../../../resources/examples/button.py?raw';
import fade from '../../../resources/examples/fade.py?raw';
import guess from '../../../resources/examples/guess.py?raw';
import plot from '../../../resources/examples/plot.py?raw';

export interface Example {
  readonly id: string;
  readonly name: string;
  readonly source: string;
}

export const FIRST_EXAMPLE: Example = { id: 'blink', name: 'blink.py', source: blink };

/** Prints numbers for the plotter. */
export const PLOT_EXAMPLE: Example = { id: 'plot', name: 'plot.py', source: plot };

export const EXAMPLES: readonly Example[] = [
  FIRST_EXAMPLE,
  { id: 'fade', name: 'fade.py', source: fade },
  { id: 'button', name: 'button.py', source: button },
  { id: 'guess', name: 'guess.py', source: guess },
  PLOT_EXAMPLE,
];
