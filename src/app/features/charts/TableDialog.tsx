/** The numbers of a chart as a table, and what happened along it: a dialog over the page. */
import { Modal } from '@mantine/core';
import { useWords } from '../../i18n/words.ts';
import { isOfSeveral } from './data/scene.ts';
import { rowsOf } from './data/tables.ts';
import { annotationText, lineName, placeText, pointText } from './format.ts';
import { type Chart, chartWords } from './kinds/index.ts';
import type { MarksProps } from './Marks.tsx';
import classes from './TableDialog.module.css';

type TableProps = MarksProps & { readonly chart: Chart };

export interface TableDialogProps extends TableProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** It is gone. */
  readonly onClosed: () => void;
}

export function TableDialog({ opened, onClose, onClosed, ...table }: TableDialogProps) {
  const { curves } = useWords();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      onExitTransitionEnd={onClosed}
      returnFocus={false}
      size="lg"
      title={chartWords(table.words, table.chart).name}
      closeButtonProps={{ 'aria-label': curves.close }}
    >
      <Table {...table} />
    </Modal>
  );
}

function Table({ words, chart, scene, axis, annotations }: TableProps) {
  const { curves } = words;
  // Of runs behind their mean the mean is told: the file has them all.
  const lines = scene.lines.filter(({ line }) => !line.run.inGroup);
  const rows = rowsOf({ ...scene, lines });
  const several = isOfSeveral(lines.map(({ line }) => line));
  const known = annotations.filter(({ place }) => Number.isFinite(place[axis]));
  return (
    <div className={classes.table}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard. */}
      <section className={classes.rows} tabIndex={0} aria-label={chartWords(words, chart).name}>
        <table>
          <caption>{curves.tableNote(rows.length)}</caption>
          <thead>
            <tr>
              <th scope="col">{curves.axes[axis]}</th>
              {lines.map(({ line }) => (
                <th key={`${line.run.id} ${line.part}`} scope="col">
                  {lineName(words, chart, line, several)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ x, points }) => (
              <tr key={x}>
                <th scope="row">{placeText(words, axis, x)}</th>
                {points.map((point, i) => (
                  <td key={lines[i]?.line.part + String(i)}>{pointText(words, chart, point)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {known.length > 0 && (
        <>
          <p className={classes.happened}>{curves.happened}</p>
          <ul>
            {known.map((what) => (
              <li key={`${what.type} ${what.place.step} ${what.type === 'end' ? what.run.id : ''}`}>
                {curves.reading(
                  placeText(words, axis, what.place[axis]),
                  annotationText(words, chart, what).full,
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
