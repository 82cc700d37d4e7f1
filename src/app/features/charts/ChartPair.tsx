/**
 * The charts as the page places them: beside one another or below one another, filling the box that they are given. What draws
 * them is loaded after the page stands: with recharts and d3 it is a third of the page's scripts. Until then the same box has the
 * same heads. Read on in `Charts.tsx`, and for what a chart shows in `kinds/`.
 */
import { IconDots } from '@tabler/icons-react';
import { useWords } from '../../i18n/words.ts';
import { lazyPart } from '../../ui/lazyPart.tsx';
import classes from './Charts.module.css';
import type { Direction } from './direction.ts';

/** The heads of the charts to come. A third is there where the style sheet finds room for it. */
function Waiting({ direction }: { readonly direction: Direction }) {
  const { curves } = useWords();
  const [first, ...others] = Object.values(curves.charts);
  const tabs = (
    <div className={classes.tabs}>
      {others.map(({ short }) => (
        <span key={short} className={classes.tab}>
          {short}
        </span>
      ))}
    </div>
  );
  const places = direction === 'row' ? ['first', 'second', 'third'] : ['first', 'second'];
  return (
    <div className={classes.charts} data-direction={direction} data-waiting aria-busy>
      {places.map((place) => (
        <div key={place} className={classes.chart} data-place={place}>
          <div className={classes.head}>
            {place === 'first' ? <span className={classes.title}>{first?.name}</span> : tabs}
            <span className={classes.rest} />
            <IconDots size={16} aria-hidden className={classes.dots} />
          </div>
        </div>
      ))}
    </div>
  );
}

const Charts = lazyPart(async () => (await import('./Charts.tsx')).Charts, Waiting);

function ChartBox({ direction }: { readonly direction: Direction }) {
  const { curves } = useWords();
  return (
    <section className={classes.box} aria-label={curves.title} data-testid="charts">
      <Charts direction={direction} />
    </section>
  );
}

/** Two charts beside one another, three in a wide box. */
export const ChartPair = () => <ChartBox direction="row" />;

/** Two charts below one another. */
export const ChartStack = () => <ChartBox direction="column" />;
