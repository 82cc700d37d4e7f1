/** A switch for every block, or for a run of equal ones that are drawn as one. Arrow keys lead from one to the next. */
import { UnstyledButton } from '@mantine/core';
import { type CSSProperties, type KeyboardEvent, useRef, useState } from 'react';
import { usePriceWords } from '../../../i18n/price.ts';
import { useBlocksOff, useLeftOut } from '../../../state/react.ts';
import { placeAfterKey } from '../../../ui/gridKeys.ts';
import classes from './Switches.module.css';

interface BlockSwitchProps {
  /** What it is called: a block, or the first and the last of several. */
  readonly id: string;
  readonly blocks: readonly string[];
  /** Whether it is written beside it what it does. */
  readonly told?: boolean;
  readonly tabIndex?: number;
  readonly style?: CSSProperties;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly onFocus?: () => void;
}

export function BlockSwitch({ id, blocks, told = false, ...rest }: BlockSwitchProps) {
  const words = usePriceWords();
  const { actions } = useLeftOut();
  const all = useBlocksOff();
  const off = blocks.filter((block) => all.includes(block)).length;
  const mixed = off > 0 && off < blocks.length;
  return (
    <UnstyledButton
      className={classes.switch}
      role={blocks.length > 1 ? 'checkbox' : 'switch'}
      aria-checked={mixed ? 'mixed' : off === 0}
      aria-label={words.switch(id)}
      title={words.switchHelp(id, off === 0)}
      data-told={told || undefined}
      onClick={() => actions.switch(blocks, off === 0)}
      {...rest}
    >
      <span className={classes.track} aria-hidden>
        <span className={classes.knob} />
      </span>
      {told && <span aria-hidden>{words.takesPart}</span>}
    </UnstyledButton>
  );
}

interface SwitchesProps {
  readonly items: readonly {
    readonly id: string;
    readonly blocks: readonly string[];
    readonly middle: number;
  }[];
  readonly top: number;
}

export function Switches({ items, top }: SwitchesProps) {
  const words = usePriceWords();
  const [chosen, setChosen] = useState<string>();
  const row = useRef<HTMLDivElement>(null);
  const stop = items.find(({ id }) => id === chosen) ?? items[0];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is laid out in a way of its own.
    <div ref={row} role="group" aria-label={words.switches}>
      {items.map(({ id, blocks, middle }, i) => (
        <BlockSwitch
          key={id}
          id={id}
          blocks={blocks}
          tabIndex={id === stop?.id ? 0 : -1}
          style={{ position: 'absolute', left: middle - 12, top }}
          onFocus={() => setChosen(id)}
          onKeyDown={(event) => {
            const to = placeAfterKey(event, i, { columns: items.length, count: items.length });
            if (to === undefined) return;
            event.preventDefault();
            row.current?.querySelectorAll<HTMLElement>('button')[to]?.focus();
          }}
        />
      ))}
    </div>
  );
}
