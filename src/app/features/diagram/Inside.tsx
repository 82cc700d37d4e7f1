/**
 * The inside of an opened card: its layers in order with their shapes, its shortcut beside them, and its code in
 * PyTorch.
 */

import { ActionIcon, Button } from '@mantine/core';
import { IconCopy, IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { Structure } from '../../../model/structure.ts';
import { useWords } from '../../i18n/words.ts';
import { copyText } from '../../ui/copyText.ts';
import panelClasses from '../../ui/Panel.module.css';
import quiet from '../../ui/quiet.module.css';
import { cardCode } from './code.ts';
import type { CardFacts } from './facts.ts';
import classes from './Inside.module.css';
import { InsideDrawing } from './InsideDrawing.tsx';
import type { Card } from './layout.ts';
import type { AxisOrder } from './shapeText.ts';

interface InsideProps {
  readonly id: string;
  readonly card: Card;
  readonly facts: CardFacts;
  readonly structure: Structure;
  readonly order: AxisOrder;
  readonly children: ReactNode;
  readonly onClose: () => void;
}

export function Inside({ id, card, facts, structure, order, children, onClose }: InsideProps) {
  const { diagram: words } = useWords();
  const code = cardCode(card, structure).join('\n');
  const [copied, setCopied] = useState<{ readonly code: string; readonly done: boolean }>();
  const answer = copied?.code === code ? copied : undefined;
  return (
    <section
      id={id}
      className={classes.inside}
      aria-label={words.inside(card.id)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div className={classes.head}>
        <h3 className={panelClasses.title}>{words.inside(card.id)}</h3>
        <ActionIcon variant="subtle" color="gray" size={28} aria-label={words.close} onClick={onClose}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </div>
      <div className={classes.columns}>
        {facts.layers.length > 0 && <InsideDrawing facts={facts} order={order} />}
        <div className={classes.code}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it may have to be scrolled by keyboard. */}
          <section tabIndex={0} aria-label={words.code(card.id)}>
            <pre>{code}</pre>
          </section>
          <Button
            variant="default"
            leftSection={<IconCopy size={14} aria-hidden />}
            onClick={async () => setCopied({ code, done: await copyText(code) })}
          >
            {words.copyCode}
          </Button>
          <span className={quiet.aside} aria-live="polite">
            {answer && (answer.done ? words.copied : words.copyFailed)}
          </span>
        </div>
        {children}
      </div>
    </section>
  );
}
