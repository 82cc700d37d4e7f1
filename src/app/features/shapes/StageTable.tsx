/** Shapes, parameters and MACs of every stage of a network, in both orders of axes. */

import { useMemo } from 'react';
import { summaryOf } from '../../../model/summary.ts';
import { specOf } from '../../../training/config.ts';
import type { RunConfig } from '../../../training/settings.ts';
import { useShapesWords } from '../../i18n/shapes.ts';
import { useWords } from '../../i18n/words.ts';
import table from '../../ui/FigureTable.module.css';
import quiet from '../../ui/quiet.module.css';
import classes from './Shapes.module.css';

/** `[N, 16, 32, 32]`, or its NHWC order. A summary's shapes are NCHW, or [N, classes]. */
function shapes(output: readonly number[]): { nhwc: string; nchw: string } {
  const [, c, ...spatial] = output;
  const text = (dims: readonly (number | undefined)[]) => `[N, ${dims.join(', ')}]`;
  return { nhwc: text([...spatial, c]), nchw: text([c, ...spatial]) };
}

export function StageTable({ config }: { readonly config: RunConfig }) {
  const words = useWords();
  const texts = useShapesWords();
  const summary = useMemo(() => summaryOf(specOf(config)), [config]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
    <section className={classes.table} tabIndex={0} aria-label={texts.title}>
      <table className={table.table} aria-label={texts.title}>
        <thead>
          <tr>
            <th scope="col">{texts.stage}</th>
            <th scope="col">{texts.nhwc}</th>
            <th scope="col" className={table.wideOnly}>
              {texts.nchw}
            </th>
            <th scope="col">{texts.parameters}</th>
            <th scope="col">{texts.macs}</th>
          </tr>
        </thead>
        <tbody>
          {summary.stages.map((stage) => {
            const { nhwc, nchw } = shapes(stage.output);
            return (
              <tr key={stage.name}>
                <th scope="row">{words.model.stageName(stage.name, stage.blocks.length)}</th>
                <td>
                  <span>{nhwc}</span>
                  <span className={table.narrowOnly}>{nchw}</span>
                </td>
                <td className={table.wideOnly}>{nchw}</td>
                <td>{words.figures.count(stage.parameters)}</td>
                <td>{words.figures.millions(stage.macs)}</td>
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{texts.total}</th>
            <td />
            <td className={table.wideOnly} />
            <td data-testid="total-parameters">{words.figures.count(summary.parameters)}</td>
            <td data-testid="total-macs">{words.figures.millions(summary.macs)}</td>
          </tr>
        </tfoot>
      </table>
      <p className={quiet.note}>{texts.help}</p>
    </section>
  );
}
