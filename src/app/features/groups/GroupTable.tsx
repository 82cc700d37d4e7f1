/** Groups of runs in a table: what sets each apart, how many runs it counts, and what they came to. */

import type { MeanAndStd } from '../../../training/groups.ts';
import { useGroupWords } from '../../i18n/groups.ts';
import { settingText } from '../../i18n/groupTexts.ts';
import { labelOf } from '../../i18n/runTexts.ts';
import { useWords } from '../../i18n/words.ts';
import type { RunGroup } from '../../state/groups.ts';
import type { Change } from '../../state/runs.ts';
import figures from '../../ui/FigureTable.module.css';
import classes from './GroupsDialog.module.css';

const percent = (share: number): string => (100 * share).toFixed(2);

interface GroupTableProps {
  readonly groups: readonly RunGroup[];
  readonly keys: readonly Change['key'][];
}

export function GroupTable({ groups, keys }: GroupTableProps) {
  const words = useWords();
  const own = useGroupWords();
  const meanText = ({ n, mean, std }: MeanAndStd, mirrored: boolean): string => {
    if (n === 0) return words.figures.unknown;
    const text = std === undefined ? percent(mean) : own.plusMinus(percent(mean), percent(std));
    return mirrored ? words.runs.mirrored(text) : text;
  };
  const notCounted = ({ diverged, stopped, unfinished, repeated }: RunGroup): string =>
    [
      ...(diverged > 0 ? [own.diverged(diverged)] : []),
      ...(stopped > 0 ? [own.stopped(stopped)] : []),
      ...(unfinished > 0 ? [own.unfinished(unfinished)] : []),
      ...(repeated > 0 ? [own.repeated(repeated)] : []),
    ].reduce((all, part) => (all ? own.join(all, part) : part), '');
  const someMissing = groups.some((group) => notCounted(group) !== '');
  const [first, ...others] = keys;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways must be reached by keyboard.
    <section className={classes.scroll} tabIndex={0} aria-label={own.table}>
      <table className={`${figures.table} ${classes.table}`}>
        <thead>
          <tr>
            <th scope="col">{first ? labelOf(words, first) : own.group}</th>
            {others.map((key) => (
              <th key={key} scope="col">
                {labelOf(words, key)}
              </th>
            ))}
            <th scope="col">{own.n}</th>
            <th scope="col">{own.lastColumn}</th>
            <th scope="col">{own.bestColumn}</th>
            {someMissing && <th scope="col">{own.not}</th>}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group.runs[0]?.id}>
              <th scope="row">{first ? settingText(words, first, group.config) : own.all}</th>
              {others.map((key) => (
                <td key={key}>{settingText(words, key, group.config)}</td>
              ))}
              <td>{group.last.n}</td>
              <td>{meanText(group.last, group.config.mirrorTest)}</td>
              <td>{meanText(group.best, group.config.mirrorTest)}</td>
              {someMissing && <td>{notCounted(group)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
