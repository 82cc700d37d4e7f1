/** What the frame of the shown epoch tells of a card's blocks, as rows of the hover card. */
import { useBlockWords } from '../../../i18n/blocks.ts';
import { blockRows, type Measure } from '../../../state/blockMeasures.ts';
import facts from '../Facts.module.css';
import type { Card } from '../layout.ts';
import type { Shown } from '../shown.ts';
import classes from './ProbeFacts.module.css';
import { useShownFrame } from './ProbeMarks.tsx';
import { namesOf } from './probeMarks.ts';

const told = ['probe', 'branch', 'dead', 'update'] as const satisfies readonly Measure[];

export interface ProbeFactsProps {
  readonly card: Card;
  readonly shown: Pick<Shown, 'config'>;
}

export function ProbeFacts({ card, shown }: ProbeFactsProps) {
  const words = useBlockWords();
  const frame = useShownFrame(shown);
  if (!frame || (card.kind !== 'stem' && card.blocks.length === 0)) return null;
  const rows = blockRows(frame, namesOf(card));
  const known = told.flatMap((measure) => {
    const values = rows.flatMap(({ values }) => values[measure] ?? []);
    const text = words.value[measure];
    const [first, last] = [values[0], values.at(-1)];
    if (first === undefined || last === undefined) return [];
    const ends = [text(first), text(last)];
    return [{ measure, value: ends[0] === ends[1] ? ends[0] : words.fromTo(...(ends as [string, string])) }];
  });
  if (known.length === 0) return null;
  return (
    <div className={classes.rows}>
      <dl className={facts.facts}>
        {known.map(({ measure, value }) => (
          <div key={measure} data-measure={measure}>
            <dt>{words.measures[measure].name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
