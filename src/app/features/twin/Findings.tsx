/** What was found of a pair of twins: two sentences, and both networks block by block before their first step. */
import { Button, Loader } from '@mantine/core';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useTwinWords } from '../../i18n/twin.ts';
import { useWords } from '../../i18n/words.ts';
import { isMeasuring } from '../../state/bench.ts';
import { runLook } from '../../state/colours.ts';
import { findingOf } from '../../state/findings.ts';
import type { Pair } from '../../state/pairs.ts';
import { usePage, useRunActive, useRuns, useStores } from '../../state/react.ts';
import { ByBlock } from './ByBlock.tsx';
import { lookAt, looksOf } from './looks.ts';
import classes from './TwinDialog.module.css';
import { useNetworkName } from './useNetworkName.ts';

const measures = ['gradient', 'correlation', 'response'] as const;

/** Both networks as they were before training, once nothing else wants the device. */
function useLooks({ residual, plain }: Pair) {
  const looks = looksOf(useStores().client);
  const state = useStore(looks.store);
  const idle = !useRunActive();
  const ready = usePage(({ device, bench }) => device !== undefined && !isMeasuring(bench));
  const found = {
    residual: lookAt(state, residual.config),
    plain: lookAt(state, plain.config),
  };
  const wanted = idle && ready && !state.doing && !state.problem && !(found.residual && found.plain);
  useEffect(() => {
    if (wanted) looks.look([residual.config, plain.config]);
  }, [wanted, looks, residual.config, plain.config]);
  return { found, idle, problem: state.problem };
}

interface FindingsProps {
  readonly pair: Pair;
  readonly onShow: () => void;
}

export function Findings({ pair, onShow }: FindingsProps) {
  const words = useTwinWords();
  const page = useWords();
  const runs = useRuns();
  const nameOf = useNetworkName();
  const { found, idle, problem } = useLooks(pair);
  const finding = findingOf(pair, found);
  const networks = {
    residual: nameOf(pair.residual.config),
    plain: nameOf(pair.plain.config),
  };
  const facts = { networks, finding };
  const colours = {
    residual: runLook(pair.residual.colour).colour,
    plain: runLook(pair.plain.colour).colour,
  };
  const { residual, plain } = found;
  return (
    <>
      <div role="status" data-testid="twin-findings">
        <p className={classes.finding}>{words.outcome(facts)}</p>
        {finding.gradients && <p className={classes.finding}>{words.gradients(facts)}</p>}
      </div>
      {problem && (
        <p className={classes.text} role="alert">
          {page.problem(problem)}
        </p>
      )}
      {residual && plain ? (
        <>
          <div className={classes.legend}>
            <span style={{ borderColor: colours.residual }}>{words.lines.residual}</span>
            <span style={{ borderColor: colours.plain }} data-dashed>
              {words.lines.plain}
            </span>
          </div>
          <div className={classes.charts}>
            {measures.map((measured) => (
              <ByBlock key={measured} measured={measured} looks={{ residual, plain }} colours={colours} />
            ))}
          </div>
          <p className={classes.aside}>{words.measured}</p>
        </>
      ) : (
        !problem && (
          <p className={classes.aside}>
            {idle && <Loader size={12} aria-hidden />} {idle ? words.measuring : words.whenIdle}
          </p>
        )
      )}
      <Button
        variant="default"
        onClick={() => {
          runs.actions.show([pair.residual.id, pair.plain.id], true);
          onShow();
        }}
      >
        {words.show}
      </Button>
    </>
  );
}
