/**
 * The inside of the block that a person looks into, for a wide and low box: either its layers in order with their shapes, its shortcut
 * beside them, its code in PyTorch and its numbers, or what it makes of the picture that is looked at (`maps/BlockMaps.tsx`).
 */

import { Button, SegmentedControl } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { Structure } from '../../../model/structure.ts';
import { networkText } from '../../i18n/runTexts.ts';
import { useWords } from '../../i18n/words.ts';
import { useStageState } from '../../state/react.ts';
import { copyText } from '../../ui/copyText.ts';
import { lazyPart } from '../../ui/lazyPart.tsx';
import quiet from '../../ui/quiet.module.css';
import { cardCode } from './code.ts';
import { BlockDepth } from './depth/BlockDepth.tsx';
import { diagramSettings, insides, useDiagramSettings } from './diagramSettings.ts';
import { Facts } from './Facts.tsx';
import { type CardFacts, factsFor } from './facts.ts';
import classes from './InsideBlock.module.css';
import { InsideDrawing } from './InsideDrawing.tsx';
import { partNamed } from './maps/asking.ts';
import type { Piece } from './pieces.ts';
import { BlockSwitch } from './price/Switches.tsx';
import { type Shown, useAnswering, useShown } from './shown.ts';
import { useHeat } from './useHeat.ts';
import { vitalsOf } from './vitals.ts';

// Not before it is looked at.
const BlockMaps = lazyPart(async () => (await import('./maps/BlockMaps.tsx')).BlockMaps);

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

interface LayersProps {
  readonly part: Part;
  readonly facts: CardFacts;
  readonly shown: Shown;
}

export function InsideBlock() {
  const words = useWords();
  const shown = useShown();
  const chosen = useDiagramSettings((view) => view.inside);
  const seen = useDiagramSettings((view) => view.heat);
  const id = useStageState((state) => state.block);
  const answering = useAnswering(shown);
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
  const takesPart = answering !== undefined && part.kind === 'block';
  const mapped = partNamed(structure, part.id);
  // Whoever looks at maps from outside wants to see more of them inside.
  const inside = mapped ? (chosen ?? (seen === 'maps' ? 'maps' : 'layers')) : 'layers';
  return (
    <div className={classes.inside} data-testid="inside">
      {mapped && (
        <div className={classes.head}>
          <SegmentedControl
            size="xs"
            aria-label={words.diagram.inside}
            value={inside}
            data={insides.map((value) => ({ value, label: words.diagram.insides[value] }))}
            onChange={(next) => diagramSettings.setState({ inside: next })}
          />
          {takesPart && <BlockSwitch id={part.id} blocks={[part.id]} told />}
        </div>
      )}
      {part.blocks[0] && <BlockDepth block={part.blocks[0]} shown={shown} />}
      {mapped && inside === 'maps' ? (
        <BlockMaps shown={shown} part={mapped} />
      ) : (
        <Layers part={part} facts={facts} shown={shown} />
      )}
    </div>
  );
}

function Layers({ part, facts, shown }: LayersProps) {
  const { structure } = shown;
  const { look } = useHeat(shown);
  const order = useDiagramSettings((view) => view.order);
  return (
    <>
      <div className={classes.facts}>
        <Facts card={part} facts={facts} order={order} vitals={vitalsOf(look)(part)} />
      </div>
      {facts.layers.length > 0 && <InsideDrawing facts={facts} order={order} />}
      <Code part={part} structure={structure} />
    </>
  );
}
