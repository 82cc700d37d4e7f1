/** A row for the stem and every block, a column for each measure. What a column says stands below, and is drawn over epochs by a click. */
import { UnstyledButton } from '@mantine/core';
import { useId, useMemo, useState } from 'react';
import { useBlockWords } from '../../../i18n/blocks.ts';
import { useWords } from '../../../i18n/words.ts';
import { type BlockRow, blockRows, type Measure, measures } from '../../../state/blockMeasures.ts';
import shared from '../Blocks.module.css';
import { useBlocks } from '../context.ts';
import { HeadPart } from '../HeadPart.tsx';
import { looking } from '../view.ts';
import { CopyCsv } from './CopyCsv.tsx';
import { missingOf } from './rows.ts';
import classes from './Table.module.css';

function Dash({ row, measure }: { readonly row: BlockRow; readonly measure: Measure }) {
  const words = useBlockWords();
  const { figures } = useWords();
  const { frame, spec } = useBlocks();
  const why = words.missing[missingOf(measure, row, frame, spec.shortcut === 'none')];
  return (
    <span className={classes.dash} role="img" aria-label={why} title={why}>
      {figures.unknown}
    </span>
  );
}

function ProbeCells({ row }: { readonly row: BlockRow }) {
  const words = useBlockWords();
  const { probe } = row.values;
  return (
    <>
      <td className={classes.track} aria-hidden>
        <span className={classes.bar} style={{ transform: `scaleX(${probe ?? 0})` }} />
      </td>
      <td data-measure="probe">
        {probe === undefined ? <Dash row={row} measure="probe" /> : words.value.probe(probe)}
      </td>
      <td className={classes.gain} data-measure="gain">
        {row.gain === undefined ? '' : words.points(100 * row.gain)}
      </td>
    </>
  );
}

const others = measures.filter((measure) => measure !== 'probe');

function Row({ row }: { readonly row: BlockRow }) {
  const words = useBlockWords();
  const { name, values } = row;
  return (
    <tr data-block={name}>
      <th scope="row">{name}</th>
      <ProbeCells row={row} />
      {others.map((measure) => {
        const value = values[measure];
        return (
          <td key={measure} data-measure={measure}>
            {value === undefined ? <Dash row={row} measure={measure} /> : words.value[measure](value)}
          </td>
        );
      })}
    </tr>
  );
}

/** The network's own answer, beside which the probes are read. */
function OwnAnswer({ share, mirrored }: { readonly share: number; readonly mirrored: boolean }) {
  const words = useBlockWords();
  const { runs } = useWords();
  const text = words.value.probe(share);
  return (
    <tfoot>
      <tr title={words.ownAnswerTold}>
        <th scope="row">{words.ownAnswer}</th>
        <td className={classes.track} aria-hidden>
          <span className={classes.bar} data-own style={{ transform: `scaleX(${share})` }} />
        </td>
        <td>{mirrored ? runs.mirrored(text) : text}</td>
        <td colSpan={others.length + 1} />
      </tr>
    </tfoot>
  );
}

export function Table() {
  const words = useBlockWords();
  const { frame, names, testAccuracy, config } = useBlocks();
  const rows = useMemo(() => blockRows(frame, names), [frame, names]);
  const [pointed, setPointed] = useState<Measure>();
  const id = useId();
  const help = frame.vitals ? `${words.when(frame.vitals.step)} ${words.tableHelp}` : words.tableHelp;
  const helpOf = (measure: Measure) =>
    measure === 'probe' ? `${words.measures.probe.help} ${words.gainHelp}` : words.measures[measure].help;
  const head = (measure: Measure) => (
    <UnstyledButton
      className={classes.measure}
      aria-describedby={`${id}-${measure}`}
      title={words.overEpochs(words.measures[measure].name)}
      onClick={() => looking.setState({ view: 'epochs', measure })}
      onPointerEnter={() => setPointed(measure)}
      onPointerLeave={() => setPointed(undefined)}
      onFocus={() => setPointed(measure)}
      onBlur={() => setPointed(undefined)}
    >
      {words.measures[measure].name}
      <span id={`${id}-${measure}`} hidden>
        {helpOf(measure)}
      </span>
    </UnstyledButton>
  );
  return (
    <div className={shared.view}>
      <HeadPart>
        <CopyCsv rows={rows} />
      </HeadPart>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard. */}
      <section className={shared.scroll} tabIndex={0} aria-label={words.view.table}>
        <table className={classes.table} aria-label={words.table}>
          <thead>
            <tr>
              <th scope="col">{words.block}</th>
              <th scope="col" colSpan={3}>
                {head('probe')}
              </th>
              {others.map((measure) => (
                <th key={measure} scope="col">
                  {head(measure)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.name} row={row} />
            ))}
          </tbody>
          {testAccuracy !== undefined && <OwnAnswer share={testAccuracy} mirrored={config.mirrorTest} />}
        </table>
      </section>
      <p className={`${shared.note} ${classes.readout}`}>{pointed ? helpOf(pointed) : help}</p>
    </div>
  );
}
