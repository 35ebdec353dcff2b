// What a plot shows, in words.

import { visibleName } from '../bridge/visible';
import { t } from '../i18n';
import type { ShownSeries } from './view';

/** At most six digits count. */
export function numberText(value: number): string {
  return `${Number(value.toPrecision(6))}`;
}

export function seriesName({ label, place }: Pick<ShownSeries, 'label' | 'place'>): string {
  return label === undefined ? t('plotter.place', { place }) : visibleName(label);
}

/** For those who cannot see the lines. */
export function summaryText(rows: number, series: readonly ShownSeries[]): string {
  const parts = series.map((each) =>
    t('plotter.summarySeries', {
      name: seriesName(each),
      last: numberText(each.last),
      lowest: numberText(each.lowest),
      highest: numberText(each.highest),
    }),
  );
  return [t('plotter.summary', { rows }), ...parts].join(' ');
}
