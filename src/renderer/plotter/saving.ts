// A plot as a file: what is on the screen as a picture, or all numbers that are kept as a table.

import { useAdder } from '../bridge/adder';
import { visibleName } from '../bridge/visible';
import { t } from '../i18n';
import { useProblems } from '../problems/problems';
import { useAnnouncer } from '../status/announcer';
import { csvOf } from './csv';
import { paintImage } from './image';
import { usePlots } from './plots';
import { usePlotPreferences } from './preferences';
import { viewOf } from './view';

export interface PlotSaving {
  readonly saveTable: () => Promise<void>;
  readonly saveImage: () => Promise<void>;
}

export function usePlotSaving(): PlotSaving {
  const adder = useAdder();
  const plots = usePlots();
  const { guard } = useProblems();
  const announcer = useAnnouncer();
  const { rows, range, axis } = usePlotPreferences();

  async function save(name: string, make: () => Uint8Array | Promise<Uint8Array>): Promise<void> {
    const saved = await guard(async () => adder.call('saveLocalFileAs', name, await make()));
    if (saved) announcer.show(t('plotter.saved', { name: visibleName(saved.name) }));
  }

  async function saveTable(): Promise<void> {
    const { shown } = plots;
    if (!shown) return;
    const text = csvOf(shown.data, (place) => t('plotter.place', { place }));
    await save('plot.csv', () => new TextEncoder().encode(text));
  }

  async function saveImage(): Promise<void> {
    const { shown } = plots;
    if (!shown) return;
    const view = shown.paused ?? viewOf(shown.data, rows.value);
    await save('plot.png', () =>
      paintImage(view, shown.hidden, { range: range.value, axis: axis.value }),
    );
  }

  return { saveTable, saveImage };
}
