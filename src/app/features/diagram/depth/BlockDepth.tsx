/** Of a block of the network that trains: one more before or after it, or without it. Loaded with the inside of a block. */
import { Button } from '@mantine/core';
import { isFixed, planProblem, samePlan, withEdit } from '../../../../model/depth.ts';
import type { Block } from '../../../../model/structure.ts';
import { useDepthWords } from '../../../i18n/depth.ts';
import { useActions, useLocked, useRunActive } from '../../../state/react.ts';
import quiet from '../../../ui/quiet.module.css';
import type { Shown } from '../shown.ts';
import classes from './BlockDepth.module.css';
import { DepthNote } from './DepthNote.tsx';
import { placeOf, stageNumber } from './places.ts';

interface BlockDepthProps {
  readonly block: Block;
  readonly shown: Shown;
}

export function BlockDepth({ block, shown }: BlockDepthProps) {
  const { spec } = shown;
  const words = useDepthWords();
  const { changeDepth } = useActions();
  const locked = useLocked('blocks');
  if (!useRunActive() || locked) return null;
  const [stage, at] = [stageNumber(block.name), placeOf(block.name)];
  const plain = spec.shortcut === 'none';
  const fixed = at === 0 && isFixed(spec, stage);
  const removal = { kind: 'remove', stage, at } as const;
  const stays = planProblem(spec, withEdit(samePlan(spec.blocks), removal)) !== undefined;
  return (
    <fieldset className={classes.depth} aria-label={words.title} data-testid="block-depth">
      <Button
        variant="default"
        size="xs"
        disabled={plain || fixed}
        onClick={() => changeDepth({ kind: 'add', stage, at })}
      >
        {words.before}
      </Button>
      <Button
        variant="default"
        size="xs"
        disabled={plain}
        onClick={() => changeDepth({ kind: 'add', stage, at: at + 1 })}
      >
        {words.after}
      </Button>
      <Button variant="default" size="xs" disabled={stays} onClick={() => changeDepth(removal)}>
        {words.takeOut}
      </Button>
      {/* A phone shows the network, and what becomes of it, on another screen. */}
      <div className={classes.note}>
        <DepthNote shown={shown}>{null}</DepthNote>
      </div>
      <span className={quiet.aside}>{plain ? words.plain : fixed ? words.stays : words.identity}</span>
    </fieldset>
  );
}
