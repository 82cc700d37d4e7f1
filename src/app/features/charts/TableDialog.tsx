/** The numbers of a chart as a table, and what happened along it: a dialog over the page. */
import { Modal } from '@mantine/core';
import { useWords } from '../../i18n/words.ts';
import { rowsOf } from './data/tables.ts';
import { annotationText, lineName, placeText, valueText } from './format.ts';
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
  const rows = rowsOf(scene);
  const several = scene.lines.some(({ line }) => line.run !== scene.lines[0]?.line.run);
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
              {scene.lines.map(({ line }) => (
                <th key={`${line.run.id} ${line.part}`} scope="col">
                  {lineName(words, chart, line, several)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ x, values }) => (
              <tr key={x}>
                <th scope="row">{placeText(words, axis, x)}</th>
                {values.map((value, i) => (
                  <td key={scene.lines[i]?.line.part + String(i)}>{valueText(words, chart, value)}</td>
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
