/** One sentence: whether the engine computes right on this device. Nothing before it was checked. */

import { isRight, worstOf } from '../../../training/deviceCheck.ts';
import { useSpeedWords } from '../../i18n/speed.ts';
import type { Bench } from '../../state/bench.ts';
import classes from './Verdict.module.css';

export function Verdict({ checked, end }: Pick<Bench, 'checked' | 'end'>) {
  const speed = useSpeedWords();
  const worst = worstOf(checked);
  // Being right is said once all is checked; what is wrong stays wrong.
  if (!worst || (isRight(worst) && end?.outcome !== 'finished')) return null;
  const { deviation, limit } = worst;
  return isRight(worst) ? (
    <p className={classes.right}>{speed.right(deviation, limit)}</p>
  ) : (
    <p className={classes.wrong}>{speed.wrong(deviation, limit)}</p>
  );
}
