/**
 * The network above its twin, which differs in the shortcuts alone, each with the gradient of its own and both on one scale: what
 * shortcuts do to the gradient, in one click. `state/twin.ts` has both looked at.
 */

import { type Ref, useEffect, useMemo } from 'react';
import { structureOf } from '../../../model/structure.ts';
import { networkText } from '../../i18n/runTexts.ts';
import { useWords } from '../../i18n/words.ts';
import { isMeasuring } from '../../state/bench.ts';
import { usePage, useRunActive, useTwin, useTwinState } from '../../state/react.ts';
import { lookOf, type Side } from '../../state/twin.ts';
import type { Size } from '../../ui/useSize.ts';
import { Network } from './Network.tsx';
import { ProbeMarks } from './probes/lazyProbes.tsx';
import { Ramp } from './Ramp.tsx';
import { type Shown, useRunVitals } from './shown.ts';
import classes from './Twins.module.css';
import { sideOf } from './twinButton.ts';
import { domainOf, heatOf, type Look } from './vitals.ts';

const sides = { residual: 'plain', plain: 'residual' } as const satisfies Record<Side, Side>;
const namesWidth = 118;

interface Row {
  readonly side: Side;
  readonly look: Look | undefined;
  /** What is said where there is no look. */
  readonly waiting: string;
}

/** Both, with what is known of them: of the network that trains what its run told last, else what both were like in a first step. */
function useRows(shown: Shown): readonly [Row, Row] {
  const words = useWords();
  const active = useRunActive();
  const own = useRunVitals();
  const shortcutKind = usePage((state) => state.shortcutKind);
  const state = useTwinState((twin) => twin);
  const known = lookOf(state, { config: shown.config, shortcutKind });
  const upper = sideOf(shown);
  const rowOf = (side: Side): Row => {
    const blocks = known?.[side];
    const first = blocks && { step: 1, blocks };
    const look = side === upper ? (active ? own : (first ?? own)) : first;
    const problem = state.problem && words.problem(state.problem);
    return { side, look, waiting: problem ?? (active ? words.diagram.twinLater : words.diagram.twinDoing) };
  };
  return [rowOf(upper), rowOf(sides[upper])];
}

/** Milliseconds that a network is left as it is before it is looked at. */
const settled = 500;

/** Another network that is set meanwhile is looked at too, once it is settled on and nothing trains. */
function useLookAtNext(shown: Shown): void {
  const { actions } = useTwin();
  const active = useRunActive();
  const ready = usePage(({ device }) => device !== undefined);
  const measuring = usePage(({ bench }) => isMeasuring(bench));
  const failed = useTwinState(({ problem }) => problem !== undefined);
  useEffect(() => {
    if (active || measuring || failed || !ready) return;
    const timer = setTimeout(actions.look, settled);
    return () => clearTimeout(timer);
  }, [actions, active, measuring, failed, ready, shown.config]);
}

export interface TwinsProps {
  readonly shown: Shown;
  readonly size: Size;
  readonly ref?: Ref<SVGSVGElement>;
}

export function Twins({ shown, size, ref }: TwinsProps) {
  const words = useWords();
  const rows = useRows(shown);
  useLookAtNext(shown);
  const shortcutKind = usePage((state) => state.shortcutKind);
  const { spec } = shown;
  const specs = useMemo(() => {
    const kind = spec.shortcut === 'none' ? shortcutKind : spec.shortcut;
    return { residual: { ...spec, shortcut: kind }, plain: { ...spec, shortcut: 'none' } } as const;
  }, [spec, shortcutKind]);
  const structures = useMemo(
    () => ({ residual: structureOf(specs.residual), plain: structureOf(specs.plain) }),
    [specs],
  );
  const sameSize = spec.inputSize === shown.imageSize;
  const domain = domainOf(
    rows.map(({ look }) => look),
    'gradient',
  );
  const box = { width: size.width - namesWidth, height: Math.floor((size.height - 26) / 2) };
  return (
    <div className={classes.twins} data-testid="twins">
      {rows.map(({ side, look, waiting }, i) => (
        <section
          key={i}
          className={classes.row}
          aria-label={networkText(words, specs[side])}
          style={{ gridTemplateColumns: `${namesWidth}px ${box.width}px`, height: box.height }}
        >
          <div className={classes.side}>
            <strong>{networkText(words, specs[side])}</strong>
            <span data-testid={`twin-${side}`}>{look ? words.diagram.heatAtStep(look.step) : waiting}</span>
          </div>
          <Network
            ref={i === 0 ? ref : undefined}
            structure={structures[side]}
            box={box}
            input="none"
            labels="shapes"
            look={sameSize ? look : undefined}
            heatOf={heatOf(sameSize ? look : undefined, 'gradient', domain)}
          >
            {i === 0 ? (layout) => <ProbeMarks layout={layout} shown={shown} /> : undefined}
          </Network>
        </section>
      ))}
      <div className={classes.scale}>
        <span>{words.diagram.heats.gradient}</span>
        <Ramp kind="gradient" domain={domain} width={140} />
        {!sameSize && <span>{words.diagram.heatOtherSize(shown.imageSize, spec.inputSize)}</span>}
      </div>
    </div>
  );
}
