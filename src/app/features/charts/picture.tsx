/**
 * A chart as a picture of its own: the page's drawing on a larger sheet, with title, legend and the name of its axis. recharts
 * draws by effects, never into a text, so the picture is rendered out of sight and its SVG taken from there. It is made for paper and
 * white pages: it has the light scheme's colours also where the page is dark.
 */
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { SvgFile } from '../../ui/download.ts';
import { lightSheet, standaloneSvg, styledCopy } from '../../ui/standaloneSvg.ts';
import { roughWidth } from './data/marks.ts';
import { isOfSeveral } from './data/scene.ts';
import { lineName } from './format.ts';
import { type Chart, chartWords } from './kinds/index.ts';
import type { Line } from './kinds/kind.ts';
import { LineSample, sampleWidth } from './Legend.tsx';
import type { MarksProps } from './Marks.tsx';
import { type Frame, Plot } from './Plot.tsx';

/** The sheet, in pixels: the same whatever the screen's size. */
const width = 800;
const plot = { left: 64, right: 20, height: 340 };
const legend = { top: 48, row: 20, gap: 18 };
const ink = 'var(--mantine-color-text)';

/** Legend keys beside one another, in as many rows as they need. */
function placed(names: readonly string[]): {
  readonly places: { x: number; y: number }[];
  readonly rows: number;
} {
  let [x, row] = [plot.left, 0];
  const places = names.map((name) => {
    const wide = sampleWidth + 6 + roughWidth(name) + legend.gap;
    if (x > plot.left && x + wide > width) [x, row] = [plot.left, row + 1];
    const place = { x, y: legend.top + row * legend.row };
    x += wide;
    return place;
  });
  return { places, rows: row + 1 };
}

function sheetOf({ words, chart, scene, axis }: MarksProps & { readonly chart: Chart }): Frame & {
  readonly title: string;
} {
  const lines = scene.lines.map(({ line }) => line);
  const several = isOfSeveral(lines);
  const run = lines[0]?.run;
  const { name } = chartWords(words, chart);
  const title = several || !run?.name ? name : words.curves.pictureOf(name, run.name);
  const named = lines.filter((line) => !line.run.inGroup);
  const keys = named.map((line): { line: Line; name: string } => ({
    line,
    name: lineName(words, chart, line, several),
  }));
  const { places, rows } = placed(keys.map((key) => key.name));
  const top = legend.top + rows * legend.row + 4;
  const bottom = 4;
  const xAxisHeight = 44;
  return {
    title,
    width,
    height: top + plot.height + xAxisHeight + bottom,
    margin: { top, right: plot.right, bottom, left: 0 },
    yAxisWidth: plot.left,
    xAxisHeight,
    ink,
    fontSize: 12,
    xTitle: words.curves.axes[axis],
    children: (
      <>
        <text x={plot.left} y={28} fontSize={16} fontWeight={600} fill={ink}>
          {title}
        </text>
        {keys.map(({ line, name }, i) => (
          <g key={`${line.run.id} ${line.part}`} transform={`translate(${places[i]?.x} ${places[i]?.y})`}>
            <LineSample line={line} />
            <text x={sampleWidth + 6} y={8} fontSize={12} fill={ink}>
              {name}
            </text>
          </g>
        ))}
      </>
    ),
  };
}

const nextFrame = () => new Promise((done) => requestAnimationFrame(done));
/** Frames after which a picture that is still not whole is given up. */
const mostFrames = 120;

/** The drawing is whole once it has both axes and our marks, and two frames in a row are alike. */
async function settled(host: Element): Promise<SVGSVGElement> {
  const parts = ['.recharts-xAxis-tick-labels', '.recharts-yAxis-tick-labels', '[data-marks]'];
  let before = '';
  for (let frame = 0; frame < mostFrames; frame++) {
    await nextFrame();
    const drawing = host.querySelector<SVGSVGElement>('svg');
    if (drawing && parts.every((part) => drawing.querySelector(part)) && host.innerHTML === before)
      return drawing;
    before = host.innerHTML;
  }
  throw new Error('The browser could not draw the chart.');
}

/** @throws Error where the browser does not draw. */
export async function pictureOf(marks: MarksProps & { readonly chart: Chart }): Promise<SvgFile> {
  const { title, ...frame } = sheetOf(marks);
  const host = document.createElement('div');
  host.inert = true;
  host.style.cssText = `position: fixed; left: -${2 * width}px; top: 0; width: ${width}px; visibility: hidden;`;
  const ground = lightSheet(host);
  document.body.append(host);
  const root = createRoot(host);
  try {
    flushSync(() => root.render(<Plot {...marks} frame={frame} />));
    const copy = styledCopy(await settled(host));
    return standaloneSvg(copy, { title, width, height: frame.height, ground });
  } finally {
    root.unmount();
    host.remove();
  }
}
