/**
 * The network with the price of every block below it: a bar as high as the accuracy that is lost without the block, with its interval, and
 * the switch that leaves the block out of all that the page shows.
 */
import type { ReactNode } from 'react';
import { leftOverOf } from '../../../../model/leftOut.ts';
import { usePriceWords } from '../../../i18n/price.ts';
import facts from '../Facts.module.css';
import type { Card, DiagramLayout } from '../layout.ts';
import { Network, type NetworkProps } from '../Network.tsx';
import { type Shown, useOff } from '../shown.ts';
import { columnsOf, type PriceColumn, strip } from './columns.ts';
import classes from './PriceNetwork.module.css';
import { Switches } from './Switches.tsx';
import { type PricedNetwork, usePriced } from './usePriced.ts';

interface PriceFactsProps {
  readonly card: Card;
  readonly priced: PricedNetwork;
}

/** What the hover card says of a block. */
function PriceFacts({ card, priced: { priceOf, lostWithout } }: PriceFactsProps) {
  const words = usePriceWords();
  const [block] = card.blocks;
  if (!block || card.blocks.length > 1) return null;
  const price = priceOf(block.name);
  return (
    <dl className={`${facts.facts} ${classes.facts}`}>
      {price && (
        <div>
          <dt>{words.without}</dt>
          <dd>
            {words.cost(price.loss, price.margin)}
            {lostWithout(price) && `: ${words.guesses}`}
          </dd>
        </div>
      )}
      <div>
        <dt>{words.leaves}</dt>
        <dd>{words.left[leftOverOf(block)]}</dd>
      </div>
    </dl>
  );
}

function Bars({
  columns,
  layout,
  lostWithout,
}: {
  readonly columns: readonly PriceColumn[];
  readonly layout: DiagramLayout;
  readonly lostWithout: PricedNetwork['lostWithout'];
}) {
  const words = usePriceWords();
  const top = layout.height - strip.height;
  return (
    <svg
      className={classes.bars}
      width={layout.width}
      height={layout.height}
      role="img"
      aria-label={[
        words.title,
        ...columns.flatMap(({ bars }) =>
          bars.map(
            ({ block, price }) =>
              `${block}: ${words.cost(price.loss, price.margin)}${lostWithout(price) ? `, ${words.guesses}` : ''}`,
          ),
        ),
      ].join('; ')}
      data-testid="price-bars"
    >
      {columns.map(({ id, middle, width, bars }) => (
        <g key={id} data-price={id}>
          <line
            className={classes.base}
            x1={middle - width / 2}
            x2={middle + width / 2}
            y1={top + strip.base}
            y2={top + strip.base}
          />
          {bars.map(({ block, fill, interval, price }) => (
            <g key={block} data-lost={lostWithout(price) || undefined}>
              <rect className={classes.fill} {...fill} rx={1} />
              <line
                className={classes.interval}
                x1={interval.x}
                x2={interval.x}
                y1={interval.from}
                y2={interval.to}
              />
            </g>
          ))}
          {bars.length === 1 && bars[0] && (
            <text className={classes.value} x={middle} y={top + 11} textAnchor="middle">
              {words.wholePoints(bars[0].price.loss)}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}

interface PriceNetworkProps extends Omit<NetworkProps, 'arrange' | 'more' | 'heatOf' | 'below' | 'off'> {
  readonly shown: Shown;
}

const noHeat = () => [];
/** From so many pixels on there is room for more than the sentence on the bars. */
const roomy = 220;

export function PriceNetwork({ shown, children, ...props }: PriceNetworkProps) {
  const words = usePriceWords();
  const priced = usePriced(shown);
  const off = useOff(shown);
  const plain = shown.spec.shortcut === 'none';
  const over = (layout: DiagramLayout): ReactNode => {
    const top = layout.height - strip.height;
    const columns = columnsOf(layout, priced.priceOf, top);
    const room = Math.max(120, (columns[0]?.middle ?? 200) - 40);
    return (
      <>
        {children?.(layout)}
        <Bars columns={columns} layout={layout} lostWithout={priced.lostWithout} />
        {priced.answers && <Switches items={columns} top={top + strip.below} />}
        <p
          className={classes.told}
          style={{ top, width: room }}
          title={plain ? words.plain : undefined}
          aria-live="polite"
          data-testid="price-told"
        >
          {priced.told} {plain && priced.answers && room >= roomy && words.plain} <span>{priced.doing}</span>
        </p>
      </>
    );
  };
  return (
    <div data-testid="price-network">
      <Network
        {...props}
        labels="names"
        below={strip.height}
        heatOf={noHeat}
        off={off}
        more={(card) => <PriceFacts card={card} priced={priced} />}
      >
        {over}
      </Network>
    </div>
  );
}
