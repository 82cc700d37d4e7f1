/**
 * What one would say of the chosen picture behind every block, and last what the network says: a column each, with a bar for every
 * class. It is asked for while it is in sight, and again while the network learns.
 */
import { Button } from '@mantine/core';
import { type CSSProperties, useMemo, useRef } from 'react';
import { datasetOf } from '../../../../training/config.ts';
import { networkOfRun, type Question } from '../../../../training/questions.ts';
import { useBlockWords } from '../../../i18n/blocks.ts';
import { classNames, useClassNames } from '../../../i18n/classNames.ts';
import { useWords } from '../../../i18n/words.ts';
import { usePage, useTold } from '../../../state/react.ts';
import { useFrame, useFrames } from '../../../state/reactFrames.ts';
import { Pixels } from '../../../ui/Pixels.tsx';
import { textWidth } from '../../../ui/textWidth.ts';
import { useSlow } from '../../../ui/useSlow.ts';
import { useStandIn } from '../../../ui/useStandIn.ts';
import shared from '../Blocks.module.css';
import { useBlocks } from '../context.ts';
import { HeadPart } from '../HeadPart.tsx';
import { type Column, columnsOf, mostRows, rowsOf, settledAt } from './columns.ts';
import classes from './Picture.module.css';
import { usePicture } from './usePicture.ts';

interface BarsProps {
  readonly columns: readonly Column[];
  readonly label: number | undefined;
  /** Whether they are of the picture before, and whether for so long that it is seen. */
  readonly waits: boolean;
  readonly slow: boolean;
}

function Bars({ columns, label, waits, slow }: BarsProps) {
  const words = useBlockWords();
  const { diagram } = useWords();
  const { config } = useBlocks();
  const facts = datasetOf(config);
  const names = useClassNames(facts);
  const shortNames = classNames(facts, words.shortClass);
  const rows = rowsOf(columns, label);
  const wide = rows.some((i) => textWidth(names[i] ?? '', '400 12px') > 64);
  const headOf = ({ name }: Column) => (name === 'network' ? words.network : name);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
    <section className={shared.scroll} tabIndex={0} aria-label={words.bars}>
      <table
        className={classes.bars}
        data-before={slow || undefined}
        aria-busy={waits}
        aria-label={words.bars}
        style={{ '--columns': columns.length, '--names': wide ? '108px' : '84px' } as CSSProperties}
      >
        <thead>
          <tr>
            <td />
            {columns.map((column) => (
              <th key={column.name} scope="col" data-own={column.name === 'network' || undefined}>
                {headOf(column)}
              </th>
            ))}
          </tr>
          <tr className={classes.says}>
            <th scope="row">{words.says}</th>
            {columns.map(({ name, top }) => (
              <td
                key={name}
                data-says={name}
                data-own={name === 'network' || undefined}
                data-right={top === label || undefined}
                title={names[top]}
              >
                {shortNames[top]}
              </td>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((i) => (
            <tr key={i} data-right={i === label || undefined}>
              <th scope="row" title={names[i]}>
                {i === label && (
                  <span className={classes.right} role="img" aria-label={diagram.rightAnswer}>
                    ✓{' '}
                  </span>
                )}
                {names[i]}
              </th>
              {columns.map((column) => {
                const share = column.shares[i] ?? 0;
                return (
                  <td
                    key={column.name}
                    data-column={column.name}
                    data-own={column.name === 'network' || undefined}
                    data-top={column.top === i || undefined}
                    title={words.bar(headOf(column), names[i] ?? '', diagram.percent(share))}
                  >
                    <span className={classes.bar} style={{ transform: `scaleX(${share})` }} />
                    <span className={classes.share}>{diagram.percent(share)}</span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Asks about the picture. What was answered last stands in while the next answer is on its way. */
function useColumns(frame: React.RefObject<Element | null>, pictures: Question['pictures'] | undefined) {
  const { runId } = useBlocks();
  const own = usePage(({ run }) => run?.id);
  const probed = useFrame(runId, 'probed');
  const readers = probed?.readers;
  const question = useMemo(
    (): Question | undefined =>
      pictures &&
      readers && {
        // The page's own network is asked as all other views ask it: one pass answers them together.
        ...(runId !== own && { of: networkOfRun(runId) }),
        pictures,
        taps: { mode: 'evaluation', pooled: true },
      },
    [runId, own, pictures, readers],
  );
  const told = useTold(question, frame);
  const { answer, before } = useStandIn(told, question, runId);
  const columns = useMemo(() => answer && readers && columnsOf(answer, readers), [answer, readers]);
  return { columns, before, probed, problem: told.problem };
}

export function Picture() {
  const words = useBlockWords();
  const { problem: problemText } = useWords();
  const { runId, config, frame } = useBlocks();
  const { show } = useFrames().actions;
  const box = useRef<HTMLDivElement>(null);
  const { pictures, pixels, label } = usePicture(config);
  const newest = useFrame(runId, 'newest');
  const past = newest !== undefined && frame.epoch !== newest.epoch;
  const { columns, before, probed, problem } = useColumns(box, past ? undefined : pictures);
  const names = useClassNames(datasetOf(config));
  const slow = useSlow(before !== undefined);

  const why = (): string => {
    if (past) return words.pastPicture(frame.epoch);
    if (newest && !probed?.readers) return words.noReaders;
    return problem ? problemText(problem) : words.asking;
  };
  const settled = columns && settledAt(columns);
  return (
    <div ref={box} className={shared.view}>
      <HeadPart>
        <p className={classes.told}>
          {pixels && <Pixels pixels={pixels} side={28} />}
          <b>{label === undefined ? words.yours : (names[label] ?? '')}</b>
          {slow && before && <span>{words.before[before]}</span>}
          {!past && !before && settled && (
            <span>{words.settled(settled.name, names[settled.top] ?? '', settled.top === label)}</span>
          )}
        </p>
      </HeadPart>
      {!past && columns ? (
        <>
          <Bars columns={columns} label={label} waits={before !== undefined} slow={slow} />
          <p className={shared.note}>
            {words.scoresNote(probed?.epoch ?? frame.epoch)}{' '}
            {columns[0] && columns[0].shares.length > mostRows && words.someClasses(columns[0].shares.length)}
          </p>
        </>
      ) : (
        <p className={shared.note} aria-live="polite" data-testid="no-bars">
          {why()}{' '}
          {past && (
            <Button size="compact-xs" variant="default" onClick={() => show(undefined)}>
              {words.toNewest}
            </Button>
          )}
        </p>
      )}
    </div>
  );
}
