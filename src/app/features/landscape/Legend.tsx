/** The ramp of losses with those at which lines are drawn. */
import { type HeightScale, heightOf, levelsOf } from '../../../formats/landscape/relief.ts';
import { useLandscapeWords } from '../../i18n/landscape.ts';
import { HeatRamp } from '../../ui/HeatRamp.tsx';
import classes from './Landscape.module.css';

const width = 256;
/** Pixels between two numbers at least. */
const apart = 38;

export function Legend({ scale }: { readonly scale: HeightScale }) {
  const words = useLandscapeWords();
  let last = Number.NEGATIVE_INFINITY;
  const ticks = [scale.floor, ...levelsOf(scale), scale.ceiling].flatMap((loss) => {
    const x = width * heightOf(loss, scale);
    if (x - last < apart || x > width) return [];
    last = x;
    return [{ x, loss }];
  });
  return (
    <div className={classes.legend}>
      <span>{words.loss}</span>
      <div className={classes.ramp} style={{ width }}>
        <HeatRamp label={words.ramp(scale.floor, scale.ceiling)} width={width} parts={64} />
        <div className={classes.ticks} aria-hidden>
          {ticks.map(({ x, loss }) => (
            <span key={loss} style={{ left: x }}>
              {words.short(loss)}
            </span>
          ))}
        </div>
      </div>
    </div>
  );
}
