/** The picture that is pointed at, what it is and what the network says; steps to the next ones, for those who do not point. */
import { ActionIcon, Button } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useMemo } from 'react';
import { logitsOf, topK } from '../../../training/frames.ts';
import { useProjectionWords } from '../../i18n/projection.ts';
import { useWords } from '../../i18n/words.ts';
import { usePictures } from '../../state/reactFrames.ts';
import beside from '../../ui/drawingBeside.module.css';
import { Pixels } from '../../ui/Pixels.tsx';
import classes from './Projection.module.css';
import type { Projected } from './useProjected.ts';
import { looking } from './view.ts';

const side = 64;

interface CardProps extends Pick<Projected, 'frame' | 'labels' | 'groupLabels' | 'facts' | 'run'> {
  readonly names: readonly string[];
  readonly picture: number | undefined;
  readonly chosen: number | undefined;
  /** The group whose pictures the steps lead through; undefined is all. */
  readonly only: number | undefined;
  readonly onChoose: (picture: number) => void;
}

export function Card({ frame, labels, groupLabels, run, names, picture, chosen, only, onChoose }: CardProps) {
  const words = useProjectionWords();
  const { diagram } = useWords();
  const wanted = useMemo(() => (picture === undefined ? [] : [picture]), [picture]);
  const [pixels] = usePictures(run.config.dataset, wanted);
  const step = (by: 1 | -1) => {
    const count = labels.length;
    let at = picture ?? (by === 1 ? -1 : count);
    for (let tries = 0; tries < count; tries++) {
      at = (at + by + count) % count;
      if (only === undefined || groupLabels[at] === only) return looking.setState({ picture: at });
    }
  };
  const logits = picture === undefined ? undefined : logitsOf(frame, picture);
  const [guess] = logits ? topK(logits, 1) : [];
  const label = names[labels[picture ?? 0] as number] ?? '';
  const said = guess && words.said(names[guess.class] ?? '', diagram.percent(guess.probability));
  return (
    <div className={classes.card}>
      <div className={classes.picture} style={{ width: side, height: side }}>
        {pixels && <Pixels pixels={pixels} side={side} />}
      </div>
      <div className={classes.about}>
        <div className={classes.told} aria-live="polite">
          {picture === undefined || !guess ? (
            words.pointHint
          ) : (
            <>
              <b>{label}</b> <span className={classes.number}>{words.number(picture)}</span>
              <br />
              <span data-right={guess.class === labels[picture]} className={classes.said}>
                {said}
              </span>
            </>
          )}
        </div>
        <div className={beside.row}>
          <ActionIcon
            variant="default"
            size={26}
            aria-label={words.previous}
            title={words.previous}
            onClick={() => step(-1)}
          >
            <IconChevronLeft size={15} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="default"
            size={26}
            aria-label={words.next}
            title={words.next}
            onClick={() => step(1)}
          >
            <IconChevronRight size={15} aria-hidden />
          </ActionIcon>
          {picture !== undefined && (
            <Button
              variant="default"
              size="compact-xs"
              aria-pressed={picture === chosen}
              onClick={() => onChoose(picture)}
            >
              {picture === chosen ? words.isIn : words.putIn}
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}
