/** The probe accuracy of every block at the epoch that all views show, over the drawing of its network. Loaded with the first frame. */
import { useMemo } from 'react';
import { useBlockWords } from '../../../i18n/blocks.ts';
import { useFrame } from '../../../state/reactFrames.ts';
import { useShownRun } from '../../../state/reactShownRun.ts';
import { sameNetwork } from '../../../state/sameNetwork.ts';
import type { DiagramLayout } from '../layout.ts';
import type { Shown } from '../shown.ts';
import classes from './ProbeMarks.module.css';
import { probeMarks } from './probeMarks.ts';

/** The frame of the shown epoch, where it is of the network that is drawn. */
export function useShownFrame({ config }: Pick<Shown, 'config'>) {
  const run = useShownRun();
  const frame = useFrame(run.id, 'shown');
  return run.config.dataset === config.dataset && sameNetwork(run.config, config) ? frame : undefined;
}

export interface ProbeMarksProps {
  readonly layout: DiagramLayout;
  readonly shown: Pick<Shown, 'config'>;
}

export function ProbeMarks({ layout, shown }: ProbeMarksProps) {
  const words = useBlockWords();
  const probes = useShownFrame(shown)?.probes;
  const marks = useMemo(
    () => probes && probeMarks(layout, new Map(probes.map(({ name, accuracy }) => [name, accuracy]))),
    [layout, probes],
  );
  if (!marks) return null;
  const first = marks.find(({ text }) => text)?.text;
  return (
    <svg
      className={classes.marks}
      width={layout.width}
      height={layout.height}
      aria-hidden
      data-testid="probe-marks"
    >
      {first && (
        <text className={classes.name} x={first.x - 14} y={first.y} textAnchor="end">
          {words.mark}
        </text>
      )}
      {marks.map(({ id, accuracy, track, fill, text }) => (
        <g key={id} data-probe={id}>
          <rect className={classes.track} {...track} rx={1.5} />
          <rect className={classes.fill} {...fill} rx={1.5} />
          {text && (
            <text className={classes.value} x={text.x} y={text.y} textAnchor="middle">
              {Math.round(100 * accuracy)}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}
