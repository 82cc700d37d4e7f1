/** The lines of a chart by name, with their values at the cross-hair, else the latest. Each is a switch. */
import { useWords, type Words } from '../../i18n/words.ts';
import { useChartActions, useCrossHair } from './context.ts';
import { isHidden, nearest, runKey, type Scene, type View } from './data/scene.ts';
import { lineName, valueText } from './format.ts';
import { type Chart, chartWords } from './kinds/index.ts';
import type { Line } from './kinds/kind.ts';

/** Pixels of a row of the legend, as its style sheet has it. */
const legendRow = 26;

interface LegendProps {
  readonly chart: Chart;
  readonly scene: Scene;
  readonly view: View;
}

interface Key {
  readonly key: string;
  readonly name: string;
  /** The line whose look stands before the name. */
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

function Sample({ line, neutral }: { readonly line: Line; readonly neutral: boolean }) {
  const colour = neutral ? 'currentColor' : line.colour;
  return (
    <svg width="26" height="8" aria-hidden="true">
      <line
        x1="1"
        y1="4"
        x2="25"
        y2="4"
        stroke={colour}
        strokeWidth={line.width}
        strokeDasharray={line.dash}
      />
      {line.dots && <circle cx="13" cy="4" r="3" fill={colour} />}
    </svg>
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
  const keys = keysOf(scene, words, chart);
  return (
    <fieldset
      className="curve-keys"
      style={{ minHeight: legendRow * (chart.legendRows ?? 1) }}
      aria-label={words.curves.lines(chartWords(words, chart).name)}
    >
      {keys.map(({ key, name, line, values }) => (
        <button
          key={key}
          type="button"
          className="curve-key"
          aria-pressed={!view.hidden.includes(key)}
          onClick={() => toggleLine(key)}
        >
          <Sample line={line} neutral={values.length === 0} />
          <span className="curve-key-name">{name}</span>
          {values.map((of) => (
            <b key={of.part}>{valueText(words, chart, isHidden(of, view) ? undefined : shownValue(of))}</b>
          ))}
        </button>
      ))}
    </fieldset>
  );
}
