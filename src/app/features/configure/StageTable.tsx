/** Shapes, parameters and MACs of every stage, in both orders of axes. Changes with the controls, before any run. */

import { useMemo } from 'react';
import { summaryOf } from '../../../model/summary.ts';
import { specOf } from '../../../training/config.ts';
import { useWords } from '../../i18n/words.ts';
import { usePage } from '../../state/react.ts';
import table from '../../ui/FigureTable.module.css';
import { Panel } from '../../ui/Panel.tsx';
import quiet from '../../ui/quiet.module.css';

/** `[N, 16, 32, 32]`, or its NHWC order. A summary's shapes are NCHW, or [N, classes]. */
function shapes(output: readonly number[]): { nhwc: string; nchw: string } {
  const [, c, ...spatial] = output;
  const text = (dims: readonly (number | undefined)[]) => `[N, ${dims.join(', ')}]`;
  return { nhwc: text([...spatial, c]), nchw: text([c, ...spatial]) };
}

export function StageTable() {
  const words = useWords();
  const config = usePage((state) => state.config);
  const summary = useMemo(() => summaryOf(specOf(config)), [config]);
  return (
    <Panel title={words.shapes.title}>
      <table className={table.table} aria-label={words.shapes.title}>
        <thead>
          <tr>
            <th scope="col">{words.shapes.stage}</th>
            <th scope="col">{words.shapes.nhwc}</th>
            <th scope="col" className={table.wideOnly}>
              {words.shapes.nchw}
            </th>
            <th scope="col">{words.shapes.parameters}</th>
            <th scope="col">{words.shapes.macs}</th>
          </tr>
        </thead>
        <tbody>
          {summary.stages.map((stage) => {
            const { nhwc, nchw } = shapes(stage.output);
            return (
              <tr key={stage.name}>
                <th scope="row">{words.model.stageName(stage.name, stage.blocks.length)}</th>
                <td>
                  {nhwc}
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
            <th scope="row">{words.shapes.total}</th>
            <td />
            <td className={table.wideOnly} />
            <td data-testid="total-parameters">{words.figures.count(summary.parameters)}</td>
            <td data-testid="total-macs">{words.figures.millions(summary.macs)}</td>
          </tr>
        </tfoot>
      </table>
      <p className={quiet.note}>{words.shapes.help}</p>
    </Panel>
  );
}
