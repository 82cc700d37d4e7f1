/** Which families of kernels compute each pass of the measured networks; the JSON has their tilings too. */

import { type BenchReport, convPasses } from '../../../training/benchReport.ts';
import { networkText } from '../../i18n/runTexts.ts';
import { useSpeedWords } from '../../i18n/speed.ts';
import { useWords } from '../../i18n/words.ts';
import { type Bench, familiesOf } from '../../state/bench.ts';
import quiet from '../../ui/quiet.module.css';
import classes from './Kernels.module.css';

export function Kernels({ models, reports }: Pick<Bench, 'models' | 'reports'>) {
  const speed = useSpeedWords();
  const words = useWords();
  const passesOf = (report: BenchReport): string[] =>
    convPasses.map((pass) => {
      const families = familiesOf(report, pass);
      const named = families.map(({ family, count }) =>
        speed.family(speed.families[family], families.length > 1 ? count : undefined),
      );
      return speed.winners(speed.passes[pass], named);
    });
  return (
    <section className={classes.kernels} aria-label={speed.won}>
      <p className={quiet.aside}>{speed.won}</p>
      <ul>
        {models.map((model, i) => {
          const report = reports[i];
          return (
            report?.kernels && (
              <li key={`${i} ${report.device}`}>
                {speed.kernels(networkText(words, model.spec), passesOf(report))}
              </li>
            )
          );
        })}
      </ul>
    </section>
  );
}
