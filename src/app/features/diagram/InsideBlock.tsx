/**
 * The inside of the block that a person looks into, for a wide and low box: its layers in order with their shapes, its shortcut
 * beside them, its code in PyTorch and its numbers.
 */

import { Button } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { Structure } from '../../../model/structure.ts';
import { networkText } from '../../i18n/runTexts.ts';
import { useWords } from '../../i18n/words.ts';
import { useStageState } from '../../state/react.ts';
import { copyText } from '../../ui/copyText.ts';
import quiet from '../../ui/quiet.module.css';
import { cardCode } from './code.ts';
import { useDiagramSettings } from './diagramSettings.ts';
import { Facts } from './Facts.tsx';
import { factsFor } from './facts.ts';
import classes from './InsideBlock.module.css';
import { InsideDrawing } from './InsideDrawing.tsx';
import type { Piece } from './pieces.ts';
import { useShown } from './shown.ts';
import { useHeat } from './useHeat.ts';
import { vitalsOf } from './vitals.ts';

type Part = Pick<Piece, 'id' | 'kind' | 'blocks'>;

/** The part of a network with that id; undefined where it has none. */
export function partOf(structure: Structure, id: string): Part | undefined {
  const kind = (['input', 'stem', 'pool', 'classifier'] as const).find((known) => known === id);
  if (kind) return { id, kind, blocks: [] };
  const block = structure.stages.flatMap((stage) => stage.blocks).find(({ name }) => name === id);
  return block && { id, kind: 'block', blocks: [block] };
}

function Code({ part, structure }: { readonly part: Part; readonly structure: Structure }) {
  const { diagram: words } = useWords();
  const code = cardCode(part, structure).join('\n');
  const [copied, setCopied] = useState<{ readonly code: string; readonly done: boolean }>();
  const answer = copied?.code === code ? copied : undefined;
  return (
    <div className={classes.code}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it may have to be scrolled by keyboard. */}
      <section tabIndex={0} aria-label={words.code(part.id)}>
        <pre>{code}</pre>
      </section>
      <Button
        variant="default"
        leftSection={<IconCopy size={14} aria-hidden />}
        onClick={async () => setCopied({ code, done: await copyText(code) })}
      >
        {words.copyCode}
      </Button>{' '}
      <span className={quiet.aside} aria-live="polite">
        {answer && (answer.done ? words.copied : words.copyFailed)}
      </span>
    </div>
  );
}

export function InsideBlock() {
  const words = useWords();
  const shown = useShown();
  const { look } = useHeat(shown);
  const order = useDiagramSettings((view) => view.order);
  const id = useStageState((state) => state.block);
  const { structure, spec } = shown;
  const factsOf = useMemo(() => factsFor(structure), [structure]);
  const part = id === undefined ? undefined : partOf(structure, id);
  if (!part) {
    return (
      <p className={quiet.note}>
        {id === undefined ? words.diagram.chooseBlock : words.diagram.blockGone(networkText(words, spec), id)}
      </p>
    );
  }
  const facts = factsOf(part);
  return (
    <div className={classes.inside} data-testid="inside">
      <div className={classes.facts}>
        <Facts card={part} facts={facts} order={order} vitals={vitalsOf(look)(part)} />
      </div>
      {facts.layers.length > 0 && <InsideDrawing facts={facts} order={order} />}
      <Code part={part} structure={structure} />
    </div>
  );
}
