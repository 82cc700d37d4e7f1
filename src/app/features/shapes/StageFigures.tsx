/** The stages of the shown network as a chart or as a table, with the network's name above. */
import { Switch } from '@mantine/core';
import { useMemo, useState } from 'react';
import { specOf } from '../../../training/config.ts';
import { networkText } from '../../i18n/runTexts.ts';
import { useShapesWords } from '../../i18n/shapes.ts';
import { useWords } from '../../i18n/words.ts';
import { usePage } from '../../state/react.ts';
import { nextConfig, shownConfig } from '../../state/shownNetwork.ts';
import classes from './Shapes.module.css';
import { StageBars } from './StageBars.tsx';
import { StageTable } from './StageTable.tsx';
import { stagesOf } from './stages.ts';

export function StageFigures() {
  const words = useWords();
  const shapes = useShapesWords();
  const config = usePage(shownConfig);
  const next = usePage(nextConfig);
  const [table, setTable] = useState(false);
  const stages = useMemo(() => stagesOf(config), [config]);
  const nextStages = useMemo(() => (next ? stagesOf(next) : undefined), [next]);
  const network = networkText(words, specOf(config));
  return (
    <>
      <div className={classes.head}>
        <b>{network}</b>
        {next && !table && (
          <span className={classes.next}>
            <svg width={12} height={12} aria-hidden="true">
              <rect x={1} y={1} width={10} height={10} className={classes.outline} />
            </svg>
            <span>{shapes.next(networkText(words, specOf(next)))}</span>
          </span>
        )}
        <Switch
          size="xs"
          className={classes.switch}
          label={shapes.table}
          checked={table}
          onChange={(event) => setTable(event.currentTarget.checked)}
        />
      </div>
      {table ? (
        <StageTable config={config} />
      ) : (
        <StageBars
          name={shapes.chart(network)}
          stages={stages}
          next={nextStages}
          batchSize={config.batchSize}
        />
      )}
    </>
  );
}
