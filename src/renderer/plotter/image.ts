// The picture of a plot as a file, of a size that suits a document: the chart is drawn once more beside the window, under a line
// with its names and numbers.

import { token } from '../theme/theme';
import { lookOf, makeChart } from './chart';
import type { Axis, Range } from './preferences';
import type { PlotView } from './view';
import { numberText, seriesName } from './words';

const WIDTH = 1200;
const HEIGHT = 640;
const PADDING = 24;
const LINE = 24;
const FONT = "500 14px 'Inter Variable', sans-serif";

export async function paintImage(
  view: PlotView,
  hidden: ReadonlySet<string>,
  { range, axis }: { readonly range: Range | undefined; readonly axis: Axis },
): Promise<Uint8Array> {
  const host = document.createElement('div');
  host.style.cssText = `position: fixed; left: -10000px; width: ${WIDTH - 2 * PADDING}px; height: ${HEIGHT}px`;
  document.body.append(host);
  const chart = makeChart(host, { range: () => range, axis: () => axis, onPoint: () => undefined });
  try {
    chart.draw(view, hidden);
    await nextFrame();
    return await compose(view, hidden, chart.canvas());
  } finally {
    chart.dispose();
    host.remove();
  }
}

/** uPlot draws at the end of the turn. */
function nextFrame(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

async function compose(
  view: PlotView,
  hidden: ReadonlySet<string>,
  plot: HTMLCanvasElement | undefined,
): Promise<Uint8Array> {
  const canvas = document.createElement('canvas');
  const scale = devicePixelRatio;
  const shown = view.series
    .map((series, index) => ({ series, look: lookOf(index) }))
    .filter(({ series }) => !hidden.has(series.key));
  const pen = canvas.getContext('2d');
  if (!pen || !plot) throw new Error('no canvas');
  pen.font = FONT;
  const places = placeNames(
    shown.map(({ series }) => pen.measureText(nameOf(series)).width),
    WIDTH - 2 * PADDING,
  );
  const top = PADDING + LINE * (1 + Math.max(0, ...places.map(({ line }) => line)));
  canvas.width = WIDTH * scale;
  canvas.height = (top + HEIGHT + PADDING) * scale;
  pen.scale(scale, scale);
  pen.fillStyle = token('--ground');
  pen.fillRect(0, 0, WIDTH, top + HEIGHT + PADDING);
  pen.font = FONT;
  pen.textBaseline = 'middle';
  shown.forEach(({ series, look }, index) => {
    const { x, line } = places[index] ?? { x: 0, line: 0 };
    const y = PADDING + LINE * line + LINE / 2;
    pen.strokeStyle = token(look.token);
    pen.lineWidth = 3;
    pen.setLineDash(look.dashed ? [6, 3] : []);
    pen.beginPath();
    pen.moveTo(PADDING + x, y);
    pen.lineTo(PADDING + x + 18, y);
    pen.stroke();
    pen.fillStyle = token('--text');
    pen.fillText(nameOf(series), PADDING + x + 26, y);
  });
  pen.drawImage(plot, PADDING, top, WIDTH - 2 * PADDING, HEIGHT);
  return bytesOf(canvas);
}

function nameOf(series: PlotView['series'][number]): string {
  return `${seriesName(series)}  ${numberText(series.last)}`;
}

/** In as many lines as they need. */
function placeNames(
  widths: readonly number[],
  room: number,
): readonly { readonly x: number; readonly line: number }[] {
  let x = 0;
  let line = 0;
  return widths.map((width) => {
    const whole = width + 26 + PADDING;
    if (x > 0 && x + whole > room) {
      x = 0;
      line++;
    }
    const place = { x, line };
    x += whole;
    return place;
  });
}

async function bytesOf(canvas: HTMLCanvasElement): Promise<Uint8Array> {
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/png');
  });
  if (!blob) throw new Error('the canvas gave no picture');
  return new Uint8Array(await blob.arrayBuffer());
}
