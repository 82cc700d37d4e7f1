/**
 * The lines of a chart by name, each with a piece of its line and its value at the cross-hair, else the latest. Each is a switch.
 * In the head they stand in one line, as many as fit, the others behind `+9`; in the menu all of them stand.
 */
import { type ReactNode, useMemo } from 'react';
import { useWords, type Words } from '../../i18n/words.ts';
import { textWidth } from '../../ui/textWidth.ts';
import { ChartButton } from './ChartButton.tsx';
import { useChartActions, useCrossHair, useView } from './context.ts';
import { isHidden, nearest, type Scene } from './data/scene.ts';
import { briefText } from './format.ts';
import { type Key, keysOf, type LineLook } from './keys.ts';
import { type Chart, chartWords } from './kinds/index.ts';
import type { Line } from './kinds/kind.ts';
import classes from './Legend.module.css';
import { MarkerShape } from './Marks.tsx';

/** Pixels of a line's sample from left to right. It is 8 high. */
export const sampleWidth = 16;

/** A short piece of a line as it is drawn: SVG, for the page's legend and for that of a picture. */
export function LineSample({ line }: { readonly line: LineLook }) {
  const { colour, width, dash, marker } = line;
  return (
    <>
      <line
        x1={0}
        y1={4}
        x2={sampleWidth}
        y2={4}
        stroke={colour}
        strokeWidth={width}
        strokeDasharray={dash}
      />
      {marker && <MarkerShape marker={marker} colour={colour} x={sampleWidth / 2} y={4} />}
    </>
  );
}

interface KeyButtonProps {
  readonly of: Key;
  readonly chart: Chart;
  readonly scene: Scene;
}

function KeyButton({ of: { key, name, sample, line, wide }, chart, scene }: KeyButtonProps) {
  const words = useWords();
  const view = useView();
  const { toggleLine } = useChartActions();
  const x = useCrossHair();
  const value = (of: Line): number | undefined => {
    if (isHidden(of, view)) return undefined;
    if (of.level !== undefined) return of.level;
    const points = scene.lines.find((drawn) => drawn.line === of)?.points ?? [];
    return x === undefined ? points[points.length - 1]?.y : nearest(points, x)?.y;
  };
  return (
    <ChartButton
      className={classes.key}
      aria-pressed={!view.hidden.includes(key)}
      title={name}
      onClick={() => toggleLine(key)}
    >
      <svg width={sampleWidth} height={8} aria-hidden="true">
        <LineSample line={sample} />
      </svg>
      <span className={classes.name} data-wide={wide || undefined}>
        {name}
      </span>
      {line && <b style={{ minWidth: valueWidth() }}>{briefText(words, chart, value(line))}</b>}
    </ChartButton>
  );
}

/** Pixels: paddings and gaps of a key; the longest name; `+99`. */
const [keyPadding, gap, longestName, longestOfMean, moreWidth] = [6, 3, 110, 230, 32];
const font = '400 12px';
/** As wide as the widest value: what stands behind must not move. */
const valueWidth = (): number => Math.ceil(textWidth('00.0\u00a0%', '500 12px'));

const widthOf = ({ name, line, wide }: Key): number =>
  keyPadding +
  sampleWidth +
  gap +
  Math.min(wide ? longestOfMean : longestName, textWidth(name, font)) +
  (line ? gap + valueWidth() : 0);

/** Pixels of the keys that most charts of one run have. */
export const trainAndTestWidth = ({ curves: { parts } }: Words): number =>
  [parts.train, parts.test].reduce(
    (sum, name) => sum + keyPadding + sampleWidth + 2 * gap + textWidth(name, font) + valueWidth(),
    0,
  );

/** How many keys fit, with room for the button that has the others. */
function fitting(keys: readonly Key[], room: number): number {
  const widths = keys.map(widthOf);
  if (widths.reduce((sum, width) => sum + width, 0) <= room) return keys.length;
  let left = room - moreWidth;
  return widths.findIndex((width) => {
    left -= width;
    return left < 0;
  });
}

interface LegendProps {
  readonly chart: Chart;
  readonly scene: Scene;
}

function useKeys({ chart, scene }: LegendProps): {
  readonly keys: readonly Key[];
  readonly button: (key: Key) => ReactNode;
} {
  const words = useWords();
  const keys = useMemo(() => keysOf(scene, words, chart), [scene, words, chart]);
  return { keys, button: (key) => <KeyButton key={key.key} of={key} chart={chart} scene={scene} /> };
}

interface InlineLegendProps extends LegendProps {
  /** Pixels that it may take. */
  readonly room: number;
  /** Shows the others. */
  readonly onMore: () => void;
}

export function Legend({ room, onMore, ...props }: InlineLegendProps) {
  const words = useWords();
  const { keys: all, button } = useKeys(props);
  // What a mean is comes before its value: that stands in the menu, and at the cross-hair for those who listen.
  const keys = all.map((key) => (key.wide ? { ...key, line: undefined } : key));
  const shown = fitting(keys, room);
  const more = keys.length - shown;
  return (
    <fieldset className={classes.legend} aria-label={words.curves.lines(chartWords(words, props.chart).name)}>
      {keys.slice(0, shown).map(button)}
      {more > 0 && (
        <ChartButton quiet aria-label={words.curves.moreLines(more)} onClick={onMore}>
          {`+${more}`}
        </ChartButton>
      )}
    </fieldset>
  );
}

/** Every key, below one another. */
export function WholeLegend(props: LegendProps) {
  const { keys, button } = useKeys(props);
  return <div className={classes.whole}>{keys.map(button)}</div>;
}
