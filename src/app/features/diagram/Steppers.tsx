/** Fewer or more blocks in a stage, under its name: of the network that trains, else of the next one. */

import { ActionIcon } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { specLimits } from '../../../model/spec.ts';
import { useWords } from '../../i18n/words.ts';
import { useActions, useLocked, usePage, useRunActive } from '../../state/react.ts';
import type { DiagramLayout, StageLabel } from './layout.ts';
import classes from './Steppers.module.css';
import { stepper } from './sizes.ts';

const { min, max } = specLimits.blocksPerStage;

function StageStepper({ label, index }: { readonly label: StageLabel; readonly index: number }) {
  const words = useWords();
  const { set, changeDepth } = useActions();
  const running = useRunActive();
  const blocks = usePage((state) => state.config.blocks);
  const own = blocks[index];
  const name = words.model.blocksOf(label.name);
  const button = (text: string, change: number, Icon: typeof IconMinus) => {
    const next = ((running ? label.blocks : own) ?? min) + change;
    return (
      <ActionIcon
        variant="subtle"
        color="gray"
        size={24}
        aria-label={text}
        disabled={(!running && own === undefined) || next < min || next > max}
        onClick={() => {
          if (running) return changeDepth({ kind: change > 0 ? 'add' : 'remove', stage: index });
          set(
            'blocks',
            blocks.map((n, i) => (i === index ? next : n)),
          );
        }}
      >
        <Icon size={14} aria-hidden />
      </ActionIcon>
    );
  };
  const changed = own !== undefined && own !== label.blocks;
  return (
    <fieldset
      className={classes.stepper}
      aria-label={name}
      style={{ left: label.at.x - stepper.width / 2, top: label.at.y + 21, width: stepper.width }}
    >
      {button(words.model.fewer(name), -1, IconMinus)}
      <output className={classes.value} data-changed={changed || undefined}>
        {changed ? words.diagram.fromTo(label.blocks, own) : label.blocks}
      </output>
      {button(words.model.more(name), 1, IconPlus)}
    </fieldset>
  );
}

export const Steppers = ({ layout }: { readonly layout: DiagramLayout }) =>
  !useLocked('blocks') &&
  layout.stages
    .filter(({ blocks }) => blocks > 0)
    .map((label, index) => <StageStepper key={label.name} label={label} index={index} />);
