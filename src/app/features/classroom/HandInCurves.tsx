/** The test accuracies of all hand-ins over their epochs, one over the other; one of them may stand out. */
import { useClassroomWords } from '../../i18n/classroom.ts';
import { useWords } from '../../i18n/words.ts';
import { usePlotBox } from '../../ui/usePlotBox.ts';
import classes from './HandInCurves.module.css';
import type { HandInRow } from './handIns.ts';

const height = 200;
const margin = { left: 56, right: 10, top: 10, bottom: 24 };
const levels = [0, 0.25, 0.5, 0.75, 1];

interface HandInCurvesProps {
  readonly rows: readonly HandInRow[];
  readonly amiss: ReadonlySet<number>;
  /** The row that stands out. */
  readonly shown?: number;
}

export function HandInCurves({ rows, amiss, shown }: HandInCurvesProps) {
  const words = useClassroomWords();
  const { figures } = useWords();
  const { frame, width, box } = usePlotBox(height, margin);
  const curves = rows.flatMap(({ id, read }) => (read ? [{ id, epochs: read.run.epochs }] : []));
  const most = Math.max(1, ...curves.map(({ epochs }) => epochs.length));
  const last = curves.toSorted((a, b) => Number(a.id === shown) - Number(b.id === shown));
  if (curves.length === 0) return null;
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>{words.curvesTitle}</figcaption>
      <div ref={frame} style={{ height }}>
        {box && (
          <svg width={width} height={height} role="img" aria-label={words.curves(curves.length)}>
            <g className={classes.axis}>
              {levels.map((level) => {
                const y = box.bottom - level * (box.bottom - box.top);
                return (
                  <g key={level}>
                    <line x1={box.left} x2={box.right} y1={y} y2={y} />
                    <text x={box.left - 6} y={y + 4} textAnchor="end">
                      {figures.percent(level)}
                    </text>
                  </g>
                );
              })}
              <text x={box.left} y={height - 6}>
                1
              </text>
              <text x={box.right} y={height - 6} textAnchor="end">
                {figures.count(most)}
              </text>
            </g>
            {last.map(({ id, epochs }) => {
              const points = epochs.map(({ testAccuracy }, i) => {
                const x = box.left + (most === 1 ? 0.5 : i / (most - 1)) * (box.right - box.left);
                const y = box.bottom - Math.min(1, testAccuracy) * (box.bottom - box.top);
                return { x, y };
              });
              const [only, second] = points;
              return (
                <g key={id} className={classes.curve} data-amiss={amiss.has(id)} data-shown={id === shown}>
                  {only && !second && <circle cx={only.x} cy={only.y} r={id === shown ? 5 : 3} />}
                  <polyline points={points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')} />
                </g>
              );
            })}
          </svg>
        )}
      </div>
    </figure>
  );
}
