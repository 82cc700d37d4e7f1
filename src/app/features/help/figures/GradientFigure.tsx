/** The gradient norm of every block in the first step of a deep network: measured beforehand, or in the reader's own runs. */

import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { RunRecord } from '../../../../storage/runRecord.ts';
import { useRunsState } from '../../../state/react.ts';
import measured from '../measured.json';
import { colours, Figure } from './Figure.tsx';
import { Plot, type PlotLine } from './Plot.tsx';

interface GradientFigureProps {
  readonly question: string;
  readonly residual: string;
  readonly plain: string;
  readonly norm: string;
  readonly axis: string;
  readonly source: { readonly label: string; readonly measured: string; readonly own: string };
  /** Names of the parts that stand on the axis, by their names in a network. */
  readonly parts: Readonly<Record<string, string>>;
  /** How many times larger the gradient is in the first block than in the last. */
  readonly caption: (times: { readonly residual: number; readonly plain: number }) => string;
  readonly ownCaption: (residual: string, plain: string) => string;
}

/** The newest pair of runs that differ in their shortcuts alone as far as the network goes, with gradients both. */
export function pairOf(runs: readonly RunRecord[]): { residual: RunRecord; plain: RunRecord } | undefined {
  const known = [...runs]
    .filter(({ gradients }) => gradients.points.length > 0)
    .sort((a, b) => b.startedAt - a.startedAt);
  const shape = ({ config: { blocks, width, block, stem } }: RunRecord) =>
    JSON.stringify([blocks, width, block, stem]);
  for (const plain of known.filter(({ config }) => config.shortcut === 'none')) {
    const residual = known.find((run) => run.config.shortcut !== 'none' && shape(run) === shape(plain));
    if (residual) return { residual, plain };
  }
  return undefined;
}

type Norms = readonly (readonly [name: string, norm: number])[];
const firstNorms = ({ gradients }: RunRecord): Norms => Object.entries(gradients.points[0]!.norms);
const measuredNorms = (norms: readonly number[]): Norms =>
  norms.map((norm, i) => [measured.blocks[i]!, norm]);

/** The first block of each stage stands on the axis; the stem has no room beside the first. */
const ticksOf = (norms: Norms, parts: Readonly<Record<string, string>>) =>
  norms.flatMap(([name], at) =>
    name === 'stem' || (name.includes('.') && !name.endsWith('.0'))
      ? []
      : [{ at, text: parts[name.split('.')[0]!] ?? name.split('.')[0]! }],
  );

/** From the last block back to the first, to two digits; stem and classifier are no blocks. */
const growthOf = (norms: readonly number[]): number => Number((norms[1]! / norms.at(-2)!).toPrecision(2));

export function GradientFigure(words: GradientFigureProps) {
  const own = useRunsState(({ runs }) => runs);
  const pair = pairOf(own);
  const [ownWanted, setOwnWanted] = useState(false);
  const shown = ownWanted ? pair : undefined;
  const norms = shown
    ? { residual: firstNorms(shown.residual), plain: firstNorms(shown.plain) }
    : {
        residual: measuredNorms(measured.gradients.projection),
        plain: measuredNorms(measured.gradients.none),
      };
  const line = (kind: 'residual' | 'plain', label: string): PlotLine => ({
    label,
    colour: colours[kind],
    points: norms[kind].map(([, norm], i) => [i, norm] as const),
    dots: true,
  });
  const all = [...norms.residual, ...norms.plain].map(([, norm]) => norm).filter((norm) => norm > 0);
  const decades = [
    Math.floor(Math.log10(Math.min(...all))),
    Math.ceil(Math.log10(Math.max(...all))),
  ] as const;
  const caption = shown
    ? words.ownCaption(shown.residual.name, shown.plain.name)
    : words.caption({
        residual: growthOf(measured.gradients.projection),
        plain: growthOf(measured.gradients.none),
      });
  return (
    <Figure
      question={words.question}
      caption={caption}
      controls={
        pair && (
          <SegmentedControl
            aria-label={words.source.label}
            value={ownWanted ? 'own' : 'measured'}
            onChange={(value) => setOwnWanted(value === 'own')}
            data={[
              { value: 'measured', label: words.source.measured },
              { value: 'own', label: words.source.own },
            ]}
          />
        )
      }
    >
      <Plot
        label={`${words.question} ${caption}`}
        lines={[line('residual', words.residual), line('plain', words.plain)]}
        x={{
          domain: [-0.5, norms.plain.length - 0.5],
          ticks: ticksOf(norms.plain, words.parts),
          name: words.axis,
        }}
        y={{
          log: true,
          domain: [10 ** decades[0], 10 ** decades[1]],
          ticks: Array.from({ length: decades[1] - decades[0] + 1 }, (_, i) => {
            const at = 10 ** (decades[0] + i);
            return { at, text: String(Number(at.toPrecision(1))) };
          }),
          name: words.norm,
        }}
      />
    </Figure>
  );
}
