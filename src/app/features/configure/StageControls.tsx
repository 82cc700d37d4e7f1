/** Stages and their blocks by hand: the steppers of the drawer. The picture of the network has the same on its stages. */

import { Text } from '@mantine/core';
import { useId } from 'react';
import { specLimits } from '../../../model/spec.ts';
import { settings } from '../../../training/settings.ts';
import { useWords } from '../../i18n/words.ts';
import { sectionOf } from '../../state/help.ts';
import { useActions, useLocked, usePage } from '../../state/react.ts';
import { Field, settingId } from '../../ui/Field.tsx';
import { Stepper } from '../../ui/Stepper.tsx';
import classes from './StageControls.module.css';
import { ToDefault } from './ToDefault.tsx';

export function StageStepper() {
  const words = useWords();
  const id = useId();
  const { set } = useActions();
  const blocks = usePage((state) => state.config.blocks);
  const locked = useLocked('blocks');
  // A new stage starts as deep as the last one.
  const setStages = (n: number) =>
    set('blocks', n < blocks.length ? blocks.slice(0, n) : [...blocks, blocks[blocks.length - 1] ?? 1]);
  return (
    <Field id={id} label={words.model.stages} help={words.model.stagesHelp} group beside>
      <Stepper
        disabled={locked}
        label={words.model.stages}
        value={blocks.length}
        {...specLimits.stages}
        onChange={setStages}
      />
    </Field>
  );
}

export function BlockSteppers() {
  const words = useWords();
  const { set } = useActions();
  const blocks = usePage((state) => state.config.blocks);
  const locked = useLocked('blocks');
  const { label, help } = words.settings.blocks;
  return (
    <Field
      id={settingId('blocks')}
      label={label}
      help={help}
      source={settings.blocks.source}
      readMore={sectionOf.blocks}
      group
      beside
      note={locked ? words.training.fixed : undefined}
      end={<ToDefault settingKey="blocks" />}
    >
      <div className={classes.steppers}>
        {blocks.map((count, index) => {
          const stage = `layer${index + 1}`;
          return (
            <div key={stage} className={classes.stage}>
              <Text size="xs" c="dimmed">
                {stage}
              </Text>
              <Stepper
                disabled={locked}
                label={words.model.blocksOf(stage)}
                value={count}
                {...specLimits.blocksPerStage}
                onChange={(n) => set('blocks', blocks.with(index, n))}
              />
            </div>
          );
        })}
      </div>
    </Field>
  );
}
