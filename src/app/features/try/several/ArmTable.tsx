/** What each arm of an experiment came to: accuracies after the last epoch, over its seeds. */
import { useSeveralWords } from '../../../i18n/several.ts';
import type { ArmFinding } from '../../../state/experimentFinding.ts';
import table from '../../../ui/FigureTable.module.css';
import quiet from '../../../ui/quiet.module.css';

export function ArmTable({ arms }: { readonly arms: readonly ArmFinding[] }) {
  const words = useSeveralWords();
  const { columns } = words;
  return (
    <>
      <table className={table.table} aria-label={words.table}>
        <thead>
          <tr>
            <th scope="col">{columns.arm}</th>
            <th scope="col">{columns.train}</th>
            <th scope="col">{columns.test}</th>
            <th scope="col">{columns.runs}</th>
          </tr>
        </thead>
        <tbody>
          {arms.map(({ arm, n, diverged, means }) => (
            <tr key={arm}>
              <th scope="row">{words.inTable(arm)}</th>
              <td>{words.meanAndStd(means.train)}</td>
              <td>{words.meanAndStd(means.test)}</td>
              <td>{n + diverged}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={quiet.note}>{words.table}</p>
    </>
  );
}
