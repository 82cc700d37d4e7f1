/**
 * Five rows of bars over one axis of stages: how a picture shrinks and deepens on its way, and what that costs. Each row has a
 * scale of its own from 0 to its largest value, which is written on every bar. What the next run would have is outlined.
 */
import { scaleBand, scaleLinear } from 'd3-scale';
import { type CSSProperties, useRef } from 'react';
import { useShapesWords } from '../../i18n/shapes.ts';
import { useWords, type Words } from '../../i18n/words.ts';
import { stageColour } from '../../state/colours.ts';
import { textWidth } from '../../ui/textWidth.ts';
import { type Size, useSize } from '../../ui/useSize.ts';
import classes from './Shapes.module.css';
import { type StageFigures, type StageMetric, stageMetrics } from './stages.ts';

function valueText({ figures }: Words, metric: StageMetric, { output, values }: StageFigures): string {
  switch (metric) {
    case 'size':
      return `${output.height}×${output.width}`;
    case 'channels':
      return figures.count(values.channels);
    case 'parameters':
    case 'macs':
      return figures.compact(values[metric]);
    case 'activations':
      return values.activations < 2 ** 20
        ? figures.fileSize(values.activations)
        : figures.memory(values.activations);
    default:
      return metric satisfies never;
  }
}

interface StageBarsProps {
  /** What the chart is called for those who do not see it. */
  readonly name: string;
  readonly stages: readonly StageFigures[];
  /** The stages of the next run's network, where that is another one. */
  readonly next?: readonly StageFigures[];
  readonly batchSize: number;
}

/** Pixels: of the names of rows beside them, where there is room; of a row's words, and of the axis. */
const [namesWidth, roomForNames, wordsHeight, axisHeight] = [126, 560, 14, 18];
/** The widest bar, and the share of the distance between two stages that bars take. */
const [widestBar, barShare] = [64, 0.6];

const moved = (x: number, y: number, height?: number): CSSProperties => ({
  transform: `translate(${x}px, ${y}px)${height === undefined ? '' : ` scaleY(${height})`}`,
});

/** What a value is to become; what it is goes where both have no room beside those of the stages around. */
function changeText(now: string, later: string, room: number): string {
  const both = `${now} → ${later}`;
  return textWidth(both, '400 11px') + 6 <= room ? both : `→ ${later}`;
}

/** As in the chart of gradients, which has no pool: that learns nothing. */
function colourOf(name: string, stages: readonly StageFigures[]): string {
  if (name === 'pool') return 'var(--mantine-color-dimmed)';
  return stageColour(
    stages.filter((stage) => stage.name !== 'pool').findIndex((stage) => stage.name === name),
  );
}

function Row({
  metric,
  stages,
  next,
  x,
  bar,
  room,
  height,
}: Pick<StageBarsProps, 'stages' | 'next'> & {
  readonly metric: StageMetric;
  /** The middle of a stage's bar. */
  readonly x: (stage: string) => number;
  readonly bar: number;
  /** From one stage to the next. */
  readonly room: number;
  readonly height: number;
}) {
  const words = useWords();
  const most = Math.max(1, ...[...stages, ...(next ?? [])].map(({ values }) => values[metric]));
  const y = scaleLinear([0, most], [0, Math.max(0, height - wordsHeight - 2)]);
  const upcoming = new Map(next?.map((stage) => [stage.name, stage]));
  const names = [...new Set([...stages, ...(next ?? [])].map((stage) => stage.name))];
  const own = new Map(stages.map((stage) => [stage.name, stage]));
  return (
    <g>
      <path
        d={`M${x(names[0] ?? '') - bar},${height}H${x(names[names.length - 1] ?? '') + bar}`}
        className={classes.base}
      />
      {names.map((name) => {
        const [stage, then] = [own.get(name), upcoming.get(name)];
        const [now, later] = [
          stage && valueText(words, metric, stage),
          then && valueText(words, metric, then),
        ];
        const tall = y(stage?.values[metric] ?? 0);
        const outlined = y(then?.values[metric] ?? 0);
        const changed = next !== undefined && now !== later;
        const top = height - Math.max(tall, changed ? outlined : 0);
        return (
          <g key={name}>
            <rect
              width={bar}
              height={1}
              className={classes.bar}
              fill={colourOf(name, stages)}
              style={moved(x(name) - bar / 2, height - tall, tall)}
            />
            {changed && (
              <rect
                x={x(name) - bar / 2}
                y={height - outlined}
                width={bar}
                height={outlined}
                className={classes.outline}
              />
            )}
            <text className={classes.value} style={moved(x(name), top - 3)}>
              {changed ? changeText(now ?? '–', later ?? '–', room) : now}
            </text>
          </g>
        );
      })}
    </g>
  );
}

function Drawing({ name, stages, next, batchSize, width, height }: StageBarsProps & Size) {
  const words = useWords();
  const shapes = useShapesWords();
  const beside = width >= roomForNames;
  const left = beside ? namesWidth : 0;
  const blocks = new Map([...(next ?? []), ...stages].map((stage) => [stage.name, stage.blocks]));
  const order = [...stages, ...(next ?? [])].map((stage) => stage.name);
  // The longer network has the order of both.
  const names = [...new Set(next && next.length > stages.length ? next.map((stage) => stage.name) : order)];
  const band = scaleBand(names, [left, width]);
  const bar = Math.min(widestBar, barShare * band.bandwidth());
  const x = (stage: string) => (band(stage) ?? 0) + band.bandwidth() / 2;
  const rowHeight = (height - axisHeight) / stageMetrics.length;
  const title = beside ? 0 : wordsHeight;
  return (
    <svg width={width} height={height} role="img" aria-label={name} className={classes.drawing}>
      {stageMetrics.map((metric, i) => (
        <g key={metric} transform={`translate(0 ${i * rowHeight})`} data-metric={metric}>
          <text className={classes.metric} x={0} y={beside ? rowHeight - 4 : 11}>
            {shapes.metrics[metric](batchSize)}
          </text>
          <g transform={`translate(0 ${title})`}>
            <Row
              metric={metric}
              stages={stages}
              next={next}
              x={x}
              bar={bar}
              room={band.bandwidth()}
              height={rowHeight - title - 4}
            />
          </g>
        </g>
      ))}
      {names.map((stage) => (
        <text key={stage} className={classes.stage} x={x(stage)} y={height - 4}>
          {words.model.stageName(stage, blocks.get(stage) ?? 0)}
        </text>
      ))}
    </svg>
  );
}

export function StageBars(props: StageBarsProps) {
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  return (
    <div ref={box} className={classes.chart}>
      {size && <Drawing {...props} {...size} />}
    </div>
  );
}
