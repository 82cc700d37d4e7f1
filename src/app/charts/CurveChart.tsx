/** One chart of a train line and a test line over epochs. The lines differ by dash as well as by colour. */
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { useWords } from '../i18n/words.ts';
import { axisTicks, type CurveRow } from './rows.ts';

export interface CurveChartProps {
  readonly title: string;
  readonly rows: readonly CurveRow[];
  readonly train: 'trainLoss' | 'trainAccuracy';
  readonly test: 'testLoss' | 'testAccuracy';
  /** Where the epoch axis ends. */
  readonly end: number;
  readonly format: (value: number) => string;
  /** Of the value axis, from its lower end to its upper. */
  readonly ticks: readonly number[];
  readonly formatTick: (value: number) => string;
}

const height = 220;
const testDash = '6 4';
/** Without any row the axes would not be drawn. */
const noRows: CurveRow[] = [{ epoch: 0 }];

function Key({ name, value, dash, color }: { name: string; value: string; dash?: string; color: string }) {
  return (
    <span className="curve-key">
      <svg width="26" height="8" aria-hidden="true">
        <line x1="1" y1="4" x2="25" y2="4" stroke={color} strokeWidth="2" strokeDasharray={dash} />
      </svg>
      {name} <b>{value}</b>
    </span>
  );
}

function latest(rows: readonly CurveRow[], key: CurveChartProps['train' | 'test']): number | undefined {
  for (let i = rows.length - 1; i >= 0; i--) {
    const value = rows[i]?.[key];
    if (value !== undefined) return value;
  }
  return undefined;
}

export function CurveChart(p: CurveChartProps) {
  const words = useWords();
  const shownValue = (key: CurveChartProps['train' | 'test']) => {
    const value = latest(p.rows, key);
    return value === undefined ? words.figures.unknown : p.format(value);
  };
  const [train, test] = [shownValue(p.train), shownValue(p.test)];
  const common = { isAnimationActive: false, connectNulls: true, strokeWidth: 2 } as const;
  return (
    <figure className="curve" aria-label={words.curves.summary(p.title, train, test)}>
      <figcaption>
        <span className="curve-title">{p.title}</span>
        <Key name={words.curves.train} value={train} color="var(--curve-train)" />
        <Key name={words.curves.test} value={test} color="var(--curve-test)" dash={testDash} />
      </figcaption>
      <div style={{ height }}>
        <ResponsiveContainer width="100%" height="100%">
          <LineChart
            data={p.rows.length > 0 ? [...p.rows] : noRows}
            syncId="run"
            accessibilityLayer={false}
            margin={{ top: 6, right: 14, bottom: 0, left: 0 }}
          >
            <CartesianGrid stroke="var(--curve-grid)" vertical={false} />
            <XAxis
              dataKey="epoch"
              type="number"
              domain={[0, p.end]}
              ticks={axisTicks(p.end)}
              tick={{ fontSize: 12, fill: 'var(--mantine-color-dimmed)' }}
              stroke="var(--curve-axis)"
              height={24}
            />
            <YAxis
              width={46}
              // The ticks hold every point; this has the axis drawn before there is one.
              allowDataOverflow
              domain={[p.ticks[0] ?? 0, p.ticks[p.ticks.length - 1] ?? 1]}
              ticks={p.ticks}
              tickFormatter={p.formatTick}
              tick={{ fontSize: 12, fill: 'var(--mantine-color-dimmed)' }}
              stroke="var(--curve-axis)"
            />
            <Tooltip
              isAnimationActive={false}
              labelFormatter={(epoch) => words.curves.atEpoch(Number(epoch))}
              formatter={(value) => p.format(Number(value))}
              contentStyle={{
                background: 'var(--mantine-color-body)',
                borderColor: 'var(--curve-axis)',
                fontSize: 12,
              }}
            />
            <Line
              {...common}
              className="curve-train"
              dataKey={p.train}
              name={words.curves.train}
              stroke="var(--curve-train)"
              dot={false}
            />
            <Line
              {...common}
              className="curve-test"
              dataKey={p.test}
              name={words.curves.test}
              stroke="var(--curve-test)"
              strokeDasharray={testDash}
              dot={{ r: 3, strokeDasharray: 'none', fill: 'var(--curve-test)' }}
            />
          </LineChart>
        </ResponsiveContainer>
      </div>
    </figure>
  );
}
