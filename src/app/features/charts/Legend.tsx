/** The lines of a chart by name, with their values at the cross-hair, else the latest. Each is a switch. */
import { useWords, type Words } from '../../i18n/words.ts';
import { ChartButton } from './ChartButton.tsx';
import { useChartActions, useCrossHair } from './context.ts';
import { isHidden, nearest, runKey, type Scene, type View } from './data/scene.ts';
import { lineName, valueText } from './format.ts';
import { type Chart, chartWords } from './kinds/index.ts';
import type { Line } from './kinds/kind.ts';
import classes from './Legend.module.css';

/** Pixels of a row: those of a button. */
const rowHeight = 26;

interface LegendProps {
  readonly chart: Chart;
  readonly scene: Scene;
  readonly view: View;
}

interface Key {
  readonly key: string;
  readonly name: string;
  /** The line of which a sample stands before the name. */
  readonly line: Line;
  /** Lines whose values stand behind it. */
  readonly values: readonly Line[];
}

/** One switch for each part, and with several runs one more for each run. */
function keysOf({ all }: Scene, words: Words, chart: Chart): Key[] {
  const runs = [...new Set(all.map(({ run }) => run))];
  const several = runs.length > 1;
  const parts = [...new Set(all.map(({ part }) => part))];
  const ofPart = parts.flatMap((part): Key[] => {
    const lines = all.filter((line) => line.part === part);
    const [line] = lines;
    if (!line || (several && parts.length === 1)) return [];
    const name = lineName(words, chart, line, false);
    return [{ key: part, name, line, values: several ? [] : lines }];
  });
  if (!several) return ofPart;
  const ofRun = runs.map((run): Key => {
    const lines = all.filter((line) => line.run === run);
    const line = lines.find(({ part }) => part !== 'train') ?? (lines[0] as Line);
    return { key: runKey(run), name: run.name, line, values: [line] };
  });
  return [...ofPart, ...ofRun.reverse()];
}

/** Pixels of a line's sample from left to right. It is 8 high. */
export const sampleWidth = 26;

/** A short piece of a line as it is drawn: SVG, for the page's legend and for that of a picture. */
export function LineSample({ line, colour }: { readonly line: Line; readonly colour: string }) {
  return (
    <>
      <line
        x1={1}
        y1={4}
        x2={sampleWidth - 1}
        y2={4}
        stroke={colour}
        strokeWidth={line.width}
        strokeDasharray={line.dash}
      />
      {line.dots && <circle cx={sampleWidth / 2} cy={4} r={3} fill={colour} />}
    </>
  );
}

export function Legend({ chart, scene, view }: LegendProps) {
  const words = useWords();
  const { toggleLine } = useChartActions();
  const x = useCrossHair();
  const shownValue = (line: Line): number | undefined => {
    if (line.level !== undefined) return line.level;
    const points = scene.lines.find((drawn) => drawn.line === line)?.points ?? [];
    return x === undefined ? points[points.length - 1]?.y : nearest(points, x)?.y;
  };
  return (
    <fieldset
      className={classes.legend}
      style={{ minHeight: rowHeight * (chart.legendRows ?? 1) }}
      aria-label={words.curves.lines(chartWords(words, chart).name)}
    >
      {keysOf(scene, words, chart).map(({ key, name, line, values }) => (
        <ChartButton
          key={key}
          className={classes.key}
          aria-pressed={!view.hidden.includes(key)}
          onClick={() => toggleLine(key)}
        >
          <svg width={sampleWidth} height={8} aria-hidden="true">
            {/* Where a key stands for lines of several runs, their colours say nothing of it. */}
            <LineSample line={line} colour={values.length === 0 ? 'currentColor' : line.colour} />
          </svg>
          <span className={classes.name}>{name}</span>
          {values.map((of) => (
            <b key={of.part}>{valueText(words, chart, isHidden(of, view) ? undefined : shownValue(of))}</b>
          ))}
        </ChartButton>
      ))}
    </fieldset>
  );
}
