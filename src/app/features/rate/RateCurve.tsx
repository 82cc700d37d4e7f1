/** The curve of a search: every step's loss as a dot, their smoothed line, where it is lowest, what is suggested and what is set. */
import type { RatePoint, RateSuggestion } from '../../../training/rateSearch.ts';
import { useRateWords } from '../../i18n/rate.ts';
import { usePlotBox } from '../../ui/usePlotBox.ts';
import { curveOf } from './curve.ts';
import classes from './RateCurve.module.css';

const height = 220;
const margin = { left: 40, right: 14, top: 26, bottom: 36 };

interface MarkProps {
  readonly at: number;
  readonly text: string;
  readonly kind: 'suggested' | 'set';
  /** On which side of its line the name stands, and whether in a row of its own. */
  readonly toTheLeft: boolean;
  readonly lower?: boolean;
}

/** A rate as a line from top to bottom, with its name at the top. */
function Mark({ at, text, kind, toTheLeft, lower = false }: MarkProps) {
  return (
    <g className={kind === 'suggested' ? classes.suggested : classes.set}>
      <line x1={at} x2={at} y1={margin.top} y2={height - margin.bottom} />
      <text
        x={toTheLeft ? at - 5 : at + 5}
        y={lower ? margin.top + 12 : margin.top - 8}
        textAnchor={toTheLeft ? 'end' : 'start'}
      >
        {text}
      </text>
    </g>
  );
}

/** Pixels that the names take at most. */
const nameWidths = { suggested: 124, set: 76 };

interface MarksProps {
  /** Where both lie; undefined where one is not in view. */
  readonly suggested?: number;
  readonly set?: number;
  readonly texts: Readonly<Record<'suggested' | 'set', string>>;
  readonly width: number;
}

/** The rate that is suggested and the one that is set, each name on the side where the other's is not. */
function Marks({ suggested, set, texts, width }: MarksProps) {
  const left =
    suggested !== undefined &&
    (suggested + nameWidths.suggested > width || (set !== undefined && set > suggested)) &&
    suggested > nameWidths.suggested;
  const fits = set !== undefined && (left ? set + nameWidths.set < width : set > nameWidths.set);
  const apart = suggested === undefined || set === undefined || (left ? set >= suggested : set <= suggested);
  return (
    <>
      {suggested !== undefined && (
        <Mark kind="suggested" at={suggested} text={texts.suggested} toTheLeft={left} />
      )}
      {set !== undefined && (
        <Mark kind="set" at={set} text={texts.set} toTheLeft={fits ? !left : left} lower={!(fits && apart)} />
      )}
    </>
  );
}

interface RateCurveProps {
  readonly points: readonly RatePoint[];
  readonly suggestion: RateSuggestion | undefined;
  /** The rate that is set. */
  readonly set: number;
}

export function RateCurve({ points, suggestion, set }: RateCurveProps) {
  const words = useRateWords();
  const { frame, width, box } = usePlotBox(height, margin);
  const scene = box && curveOf(points, suggestion, box);
  return (
    <div ref={frame} className={classes.frame} style={{ height }}>
      {box && scene && (
        <svg
          width={width}
          height={height}
          role="img"
          aria-label={words.curve(points.length, suggestion?.lowest, suggestion?.rate)}
        >
          <clipPath id="rate-curve-plot">
            <rect x={box.left} y={box.top} width={box.right - box.left} height={box.bottom - box.top} />
          </clipPath>
          <g className={classes.axis}>
            {scene.losses.map(({ value, at }) => (
              <g key={value}>
                <line x1={box.left} x2={box.right} y1={at} y2={at} />
                <text x={box.left - 6} y={at + 4} textAnchor="end">
                  {value}
                </text>
              </g>
            ))}
            {scene.rates.map(({ value, at }) => (
              <text key={value} x={at} y={box.bottom + 15} textAnchor="middle">
                {words.rate(value)}
              </text>
            ))}
            <text x={box.right} y={height - 4} textAnchor="end">
              {words.rateAxis}
            </text>
            <text x={2} y={12}>
              {words.lossAxis}
            </text>
          </g>
          <g clipPath="url(#rate-curve-plot)">
            {scene.dots.map(({ x, y }, i) => (
              <circle key={i} className={classes.dot} cx={x} cy={y} r={1.6} />
            ))}
            <polyline
              className={classes.line}
              data-testid="rate-curve"
              points={scene.line.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}
            />
          </g>
          {scene.lowest && (
            <circle className={classes.lowest} cx={scene.lowest.x} cy={scene.lowest.y} r={4} />
          )}
          <Marks
            suggested={suggestion && scene.placeOf(suggestion.rate)}
            set={scene.placeOf(set)}
            texts={{ suggested: suggestion ? words.suggestedMark(suggestion.rate) : '', set: words.set(set) }}
            width={width}
          />
        </svg>
      )}
    </div>
  );
}
