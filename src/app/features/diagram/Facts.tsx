/** The facts of a card as rows of a name and a value. The hover card and the opened block both show them. */

import type { BlockVitals } from '../../../training/vitals.ts';
import { useWords, type Words } from '../../i18n/words.ts';
import classes from './Facts.module.css';
import type { CardFacts, Window } from './facts.ts';
import type { Card } from './layout.ts';
import { type AxisOrder, shapeText } from './shapeText.ts';

interface FactsProps {
  readonly card: Pick<Card, 'kind' | 'blocks'>;
  readonly facts: CardFacts;
  readonly order: AxisOrder;
  /** Of the card's blocks, as far as they were measured. */
  readonly vitals: readonly BlockVitals[];
}

/** `3×3 /2 · 3×3`, in order. */
function windowsText(windows: readonly Window[], words: Words): string {
  const texts = windows.map(({ kernel, stride }) => words.diagram.window(kernel, stride));
  return texts.join(' · ');
}

function vitalText(values: readonly (number | undefined)[], words: Words): string {
  const known = values.filter((v) => v !== undefined);
  return known.length > 0
    ? words.diagram.vitalRange(Math.min(...known), Math.max(...known))
    : words.diagram.notYet;
}

export function Facts({ card, facts, order, vitals }: FactsProps) {
  const words = useWords();
  const w = words.diagram;
  const vector = card.kind === 'pool' || card.kind === 'classifier';
  const rows: [string, string][] = [[w.output, shapeText(facts.output, order, vector)]];
  if (card.kind === 'fold') rows.push([w.blocks, w.together(card.blocks.length)]);
  if (card.kind !== 'input') {
    if (facts.windows.length > 0) rows.push([w.kernels, windowsText(facts.windows, words)]);
    if (facts.shortcut) rows.push([w.shortcut, w.shortcutKind[facts.shortcut]]);
    rows.push(
      [w.parameters, words.figures.count(facts.parameters)],
      [w.macs, facts.macs < 1e4 ? words.figures.count(facts.macs) : words.figures.millions(facts.macs)],
      [w.receptiveField, w.field(...facts.receptiveField)],
    );
  }
  if (card.blocks.length > 0 || card.kind === 'stem' || card.kind === 'classifier') {
    rows.push([
      w.heats.gradient,
      vitalText(
        vitals.map((v) => v.gradientNorm),
        words,
      ),
    ]);
    rows.push([
      w.heats.activation,
      vitalText(
        vitals.map((v) => v.activationScale),
        words,
      ),
    ]);
  }
  return (
    <dl className={classes.facts}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
