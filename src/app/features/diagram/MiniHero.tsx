/** The hero of a phone, 96 pixels high: a picture, the network as slabs with their heat, and the class that it names. */

import { type ReactNode, useRef } from 'react';
import { heatColour } from '../../../base/heatColour.ts';
import { datasetOf } from '../../../training/config.ts';
import { useClassNames } from '../../i18n/classNames.ts';
import { networkText } from '../../i18n/runTexts.ts';
import { useWords } from '../../i18n/words.ts';
import { topOf, topPlaces } from '../../state/answers.ts';
import { useSize } from '../../ui/useSize.ts';
import { useBefore } from '../../ui/useSlow.ts';
import { useChosenShares } from './chosenAnswer.ts';
import { stripesOf } from './heat.ts';
import classes from './MiniHero.module.css';
import { Picture } from './Picture.tsx';
import { OffSign } from './price/lazyPrice.tsx';
import { useSample } from './samples.ts';
import { type Shown, useAnswers, useShown } from './shown.ts';
import { type Heat, useHeat } from './useHeat.ts';

const side = 72;
const ownSide = 28;
const height = 84;
/** Pixels of a slab with the gap behind it, at least, and from stage to stage. */
const pitch = 3;
const stageGap = 7;
/** Classes that are named of a picture whose right one is not known here. */
const mostNamed = 3;

/** Slabs, as many a stage as its share of the blocks and the room allow. */
function Slabs({
  shown,
  heat,
  width,
}: {
  readonly shown: Shown;
  readonly heat: Heat;
  readonly width: number;
}) {
  const { structure, spec } = shown;
  const total = spec.blocks.reduce((sum, n) => sum + n, 0);
  const room = width - stageGap * (spec.blocks.length - 1);
  const each = Math.min(14, Math.max(pitch, room / total));
  let x = (width - (Math.min(room, each * total) + stageGap * (spec.blocks.length - 1))) / 2;
  return (
    <svg width={width} height={height} aria-hidden="true">
      <path className={classes.flow} d={`M0 ${height / 2}H${width}`} />
      {structure.stages.map((stage) => {
        const length = (stage.blocks.length * Math.min(room, each * total)) / total;
        const count = Math.max(1, Math.min(stage.blocks.length, Math.floor(length / pitch)));
        const positions = stage.blocks.flatMap((block) => heat.of({ id: block.name, blocks: [block] }));
        const colours = stripesOf(positions, count);
        const high = Math.max(8, ((height - 8) * stage.output.height) / structure.input.height);
        const from = x;
        x += length + stageGap;
        return Array.from({ length: count }, (_, i) => {
          const position = colours[Math.floor((i * colours.length) / count)];
          return (
            <rect
              key={`${stage.name}.${i}`}
              className={classes.slab}
              x={from + (i * length) / count}
              y={(height - high) / 2}
              width={Math.max(1.5, length / count - 1.5)}
              height={high}
              rx={1}
              style={position === undefined ? undefined : { fill: heatColour(position) }}
            />
          );
        });
      })}
    </svg>
  );
}

function Answer({ shown }: { readonly shown: Shown }) {
  const words = useWords();
  const facts = datasetOf(shown.config);
  const names = useClassNames(facts);
  const sample = useSample(facts) ?? -1;
  const answers = useAnswers();
  const asked = useChosenShares(shown);
  const before = useBefore((asked ?? answers)?.behind ?? false);
  if (asked) {
    return (
      <ul className={classes.top} {...before}>
        {topPlaces(asked.shares, mostNamed).map((place) => (
          <li key={place}>
            <span>{names[place]}</span>
            <span>{words.diagram.percent(asked.shares[place] ?? 0)}</span>
          </li>
        ))}
      </ul>
    );
  }
  const shares = answers?.probabilities[sample];
  const shipped = answers?.shipped;
  if (!shares) return <span className={classes.network}>{networkText(words, shown.spec)}</span>;
  const top = topOf(shares);
  return (
    <span className={classes.answer} {...before} data-right={top === facts.samples[sample]?.label}>
      <strong title={names[top]}>{names[top]}</strong>
      <span>{words.diagram.percent(shares[top] ?? 0)}</span>
      {shipped && <small>{words.diagram.shippedShort(networkText(words, shipped.config))}</small>}
    </span>
  );
}

/** @param own The button for a picture of one's own, of so many pixels. */
export function MiniHero({ own }: { readonly own: (side: number) => ReactNode }) {
  const shown = useShown();
  const heat = useHeat(shown);
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  return (
    <div className={classes.mini} data-testid="mini-hero">
      <div className={classes.picture}>
        <Picture shown={shown} place={{ x: 0, y: 0, width: side, height: side }} />
        <div className={classes.own}>{own(ownSide)}</div>
      </div>
      <div ref={box} className={classes.slabs}>
        {size && <Slabs shown={shown} heat={heat} width={size.width} />}
        <div className={classes.off}>
          <OffSign tall />
        </div>
      </div>
      <Answer shown={shown} />
    </div>
  );
}
